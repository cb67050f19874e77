package io.sugang.benchmark.latency;

/**
 * How long answers took, in milliseconds.
 *
 * @param count of answers; with none, all times are 0
 */
public record Latency(long count, double p50, double p95, double p99, double p999, double max) {}
