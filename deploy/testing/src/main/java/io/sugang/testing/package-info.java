/**
 * What tests start and ask: the local stack, its databases, queues and tokens. Its libraries stay
 * in processes of their own, off the tests' class path.
 */
package io.sugang.testing;
