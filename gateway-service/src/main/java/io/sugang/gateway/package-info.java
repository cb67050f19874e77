/**
 * The public edge: joins students to the line, publishes their requests, and answers where they
 * stand.
 *
 * <p>Thread model: calls arrive on event loops, and nothing that they run may block. Ports and use
 * cases answer with {@code CompletionStage}s, which complete at once where it says so, else on any
 * thread: an event loop, Redis's or the AWS client's, or the timer of a time-out. So what goes on
 * from one touches no state of a call. {@code Uni} stays at the rims: what Quarkus's REST client
 * gives, and what its REST server takes. Duties run on virtual threads of their own, and may wait.
 */
package io.sugang.gateway;
