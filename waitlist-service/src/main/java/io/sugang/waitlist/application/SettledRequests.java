package io.sugang.waitlist.application;

import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.domain.Section;
import java.util.List;

/**
 * A page of a section's decided requests.
 *
 * @param section as it was before they were read
 * @param requests in number order, each with its settlement at the same place
 */
public record SettledRequests(
    Section section, List<LineRequest> requests, List<Settlement> settlements) {}
