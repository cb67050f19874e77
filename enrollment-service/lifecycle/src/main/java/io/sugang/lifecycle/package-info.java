/**
 * What a service does by itself, and how it begins and ends: {@link io.sugang.lifecycle.Duty} is
 * the lifecycle, {@link io.sugang.lifecycle.RecurringDuty} one thing again and again, {@link
 * io.sugang.lifecycle.queue.QueueConsumer} what comes from a queue. {@link
 * io.sugang.lifecycle.Duties} starts a service's duties with it and stops them in order.
 */
package io.sugang.lifecycle;
