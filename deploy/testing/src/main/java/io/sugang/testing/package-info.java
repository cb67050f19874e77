/**
 * What tests start and ask: the local stack, its databases, queues and tokens. The stack runs in a
 * process of its own, so that its libraries stay off the tests' class path.
 */
package io.sugang.testing;
