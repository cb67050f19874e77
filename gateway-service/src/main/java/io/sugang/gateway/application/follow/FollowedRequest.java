package io.sugang.gateway.application.follow;

import io.sugang.gateway.application.find.FindRequests.Found;
import java.util.OptionalLong;

/**
 * A request as the student who follows it sees it now.
 *
 * @param waitSeconds until it is decided, at the throughput of the last seconds; empty if it does
 *     not wait, or nobody can say
 */
public record FollowedRequest(Found found, OptionalLong waitSeconds) {}
