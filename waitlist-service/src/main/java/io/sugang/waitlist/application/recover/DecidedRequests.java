package io.sugang.waitlist.application.recover;

import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.application.decide.LineUpdate;
import io.sugang.waitlist.rule.Section;
import java.util.List;

/**
 * A page of a section's decided requests.
 *
 * @param section as it was before they were read
 * @param requests in number order, each with its update at the same place
 */
public record DecidedRequests(
    Section section, List<LineRequest> requests, List<LineUpdate> updates) {}
