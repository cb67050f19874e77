package io.sugang.waitlist;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs what happens at once. */
public final class Together {

  private Together() {}

  /** The same by several workers; ends when all have. */
  public static <T> void together(int workers, Callable<T> task) throws InterruptedException {
    together(Collections.nCopies(workers, task));
  }

  /** Different tasks; ends when all have. */
  public static <T> void together(List<Callable<T>> tasks) throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<T> future : threads.invokeAll(tasks)) {
        var unused = future.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }
}
