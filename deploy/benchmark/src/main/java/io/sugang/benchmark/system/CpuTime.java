package io.sugang.benchmark.system;

import io.sugang.local.system.SystemStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Processor time that every process of the system, and this one, took since it began.
 *
 * @param byProcess of those that the machine tells
 */
public record CpuTime(Map<String, Duration> byProcess) {

  private static final String LOAD = "load";

  static CpuTime of(SystemStatus status) {
    Map<String, Long> pids = new LinkedHashMap<>();
    status.services().forEach((service, running) -> pids.put(service, running.pid()));
    pids.put("writer", status.writer().pid());
    pids.put("reader", status.reader().pid());
    pids.put("redis", status.redis().pid());
    pids.put("sqs", status.sqs().pid());
    pids.put("launcher", status.launcherPid());
    pids.put(LOAD, ProcessHandle.current().pid());
    Map<String, Duration> taken = new LinkedHashMap<>();
    pids.forEach(
        (name, pid) ->
            ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .ifPresent(time -> taken.put(name, time)));
    return new CpuTime(taken);
  }

  /** Of the load generator alone; what it reads and judges later is not the rush. */
  public CpuTime ofThisProcess() {
    var alone = new LinkedHashMap<>(byProcess);
    alone.keySet().retainAll(Set.of(LOAD));
    return new CpuTime(alone);
  }

  /** This, but what another one tells instead. */
  public CpuTime with(CpuTime instead) {
    var both = new LinkedHashMap<>(byProcess);
    both.putAll(instead.byProcess);
    return new CpuTime(both);
  }

  /** Microseconds that each took since then, shared by so many requests. */
  public Map<String, Long> microsEachSince(CpuTime before, long requests) {
    Map<String, Long> micros = new LinkedHashMap<>();
    byProcess.forEach(
        (name, time) -> {
          Duration since = time.minus(before.byProcess.getOrDefault(name, Duration.ZERO));
          micros.put(name, since.toNanos() / 1000 / Math.max(1, requests));
        });
    return micros;
  }
}
