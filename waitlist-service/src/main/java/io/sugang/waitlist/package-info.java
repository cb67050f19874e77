/**
 * The worker fleet: the only writer of seats.
 *
 * <p>Thread model: virtual threads that run straight-line code. Database, Redis and SQS clients are
 * asynchronous; their adapters wait for each answer with a time-out, and nothing here runs on an
 * event loop.
 */
package io.sugang.waitlist;
