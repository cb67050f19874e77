/**
 * Turns decisions into mails, once each.
 *
 * <p>Thread model: virtual threads that run straight-line code. Database, SQS and SES clients are
 * asynchronous; their adapters wait for each answer with a time-out, and nothing here runs on an
 * event loop.
 */
package io.sugang.notification;
