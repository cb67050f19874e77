package io.sugang.aws.size;

/** Which of an installation's regions a stack is for. Only {@link Size#NATIONAL} has a second. */
public enum Place {
  /** Where everything is decided. */
  FIRST,
  /** Has a copy of what is kept, and takes over when an operator says so. */
  SECOND;

  /** A name of this region's, where the regions of an account share their names. */
  public String named(String name) {
    return this == FIRST ? name : name + "-second";
  }
}
