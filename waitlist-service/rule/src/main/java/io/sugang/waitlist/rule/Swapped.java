package io.sugang.waitlist.rule;

import io.sugang.contract.id.SectionId;
import java.time.Instant;

/**
 * How a seat was won for which another one was given up.
 *
 * @param source the section of that one
 * @param at when, by the clock of the worker that decided
 */
public record Swapped(SectionId source, Instant at) {}
