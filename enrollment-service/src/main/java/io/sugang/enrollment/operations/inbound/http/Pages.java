package io.sugang.enrollment.operations.inbound.http;

import io.sugang.edge.QueryValue;

/**
 * Which page of a list is wanted.
 *
 * @param page from 1
 * @param total entries of all pages
 */
record Pages(int page, long total) {

  /** Entries of a page. */
  static final int SIZE = 50;

  private static final int MOST = 100_000;

  /** The page that a query parameter names; the first if it names none. */
  static Pages of(String page, long total) {
    return new Pages(QueryValue.number("page", page, 1, MOST).orElse(1), total);
  }

  int offset() {
    return (page - 1) * SIZE;
  }

  /** How many pages there are, 1 or more. */
  int pages() {
    return (int) Math.max(1, (total + SIZE - 1) / SIZE);
  }
}
