package io.sugang.gateway.inbound.http;

import io.sugang.edge.QueryValue;
import io.sugang.edge.problem.ProblemException;
import java.util.List;

/**
 * Which page of a long answer is asked for.
 *
 * @param page 1 or more
 */
public record Paging(int page) {

  private static final int SIZE = 50;
  private static final int LAST = 100_000;

  /**
   * The page that a query parameter names; the first if there is none.
   *
   * @throws ProblemException if it names no page
   */
  public static Paging of(String page) {
    return new Paging(QueryValue.number("page", page, 1, LAST).orElse(1));
  }

  /** What stands on the page; nothing if it lies behind the last. */
  public <T> List<T> in(List<T> all) {
    int from = Math.min(all.size(), (page - 1) * SIZE);
    return all.subList(from, Math.min(all.size(), from + SIZE));
  }

  /** How many pages there are; an empty answer has one. */
  public static int pages(int total) {
    return Math.max(1, (total + SIZE - 1) / SIZE);
  }
}
