package io.sugang.waitlist.domain;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.StudentId;

/** Something that a student is to be told by mail, once for the request's number and kind. */
public record Notice(RequestNumber number, StudentId student, Kind kind) {

  /** What is told. */
  public enum Kind {
    ADMITTED,
    WAITLISTED,
    REFUSED,
    PROMOTED,
    DROPPED,
    LEFT,
    WITHDRAWN
  }
}
