package io.sugang.benchmark.report;

import io.sugang.benchmark.system.ResidentMemory;
import java.util.List;

/**
 * What the services occupied at one moment.
 *
 * @param when in words
 */
public record MemoryReport(String when, List<ResidentMemory> services) {}
