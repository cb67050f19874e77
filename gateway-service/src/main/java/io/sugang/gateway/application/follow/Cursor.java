package io.sugang.gateway.application.follow;

/**
 * Up to where changes of a line are known.
 *
 * @param epoch of the line
 * @param revision how often the line had been updated in it
 */
public record Cursor(String epoch, String revision) {

  /** Before everything. */
  static final Cursor NOTHING = new Cursor("0", "0");
}
