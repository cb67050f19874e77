/**
 * The public edge: joins students to the line, publishes their requests, and answers where they
 * stand.
 *
 * <p>Thread model: everything runs on event loops and returns {@code Uni}; nothing may block. SQS
 * answers arrive on the AWS client's own threads; {@code outbound.sqs.GroupCommit} is the one
 * bridge back.
 */
package io.sugang.gateway;
