package io.sugang.waitlist.application.recover;

import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.rule.Section;
import java.util.List;

/**
 * What the journal has to say before a section's line is opened. There may be a million receipts,
 * so they are handed on as the texts that {@link io.sugang.contract.line.LineScript#rebuild} takes,
 * of 1,000 requests at most each.
 *
 * @param highest value of the highest journaled number; 0: there is none
 * @param undecided in number order
 * @param receipts that a repeat is answered with, in number order
 * @param ranks numbers that have a rank on the waitlist
 */
public record SectionOpening(
    Section section,
    long highest,
    List<LineRequest> undecided,
    List<String> receipts,
    List<String> ranks) {}
