/**
 * What every HTTP interface must do, tried over bare connections: clients would hide much of it.
 */
package io.sugang.testing.http;
