package io.sugang.benchmark.history;

/**
 * What an accepted request returned.
 *
 * @param number order stamp in its section
 */
public record Receipt(String id, String section, long number) {}
