package io.sugang.gateway.application.follow;

import io.sugang.contract.id.RequestNumber;
import io.sugang.gateway.domain.OrderedNumbers;
import java.util.List;

/**
 * A line as it was at a moment.
 *
 * @param isComplete whether {@code changed} names all that changed since the last snapshot
 * @param changed requests that were decided since then, or whose decision was changed
 * @param waiting who is undecided
 */
public record LineSnapshot(
    Cursor cursor,
    boolean isComplete,
    List<RequestNumber> changed,
    OrderedNumbers waitlist,
    OrderedNumbers waiting) {}
