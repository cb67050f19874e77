package io.sugang.waitlist.application;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.line.ToldDecision;

/**
 * A committed decision on its way to the line.
 *
 * @param staysLive whether a repeat is answered with this receipt
 */
public record Settlement(
    RequestNumber number, StudentId student, boolean staysLive, ToldDecision decision) {}
