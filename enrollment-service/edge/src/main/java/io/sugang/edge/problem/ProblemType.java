package io.sugang.edge.problem;

import java.util.Locale;

/** Every kind of problem that the API answers with; its name and status are part of the API. */
public enum ProblemType {
  MALFORMED_REQUEST(400),
  MALFORMED_JSON(400),
  INVALID_FIELD(400),
  UNKNOWN_FIELD(400),
  UNKNOWN_PARAMETER(400),
  UNAUTHENTICATED(401),
  TICKET_EXPIRED(401),
  FORBIDDEN(403),
  STUDENT_UNKNOWN(403),
  NO_WINDOW(403),
  WINDOW_NOT_OPEN(403),
  WINDOW_CLOSED(403),
  NOT_FOUND(404),
  SECTION_UNKNOWN(404),
  REQUEST_UNKNOWN(404),
  NOTHING_TO_DROP(404),
  NOTHING_TO_SWAP(404),
  METHOD_NOT_ALLOWED(405),
  NOT_ACCEPTABLE(406),
  TOO_SLOW(408),
  NOT_ADMITTED(409),
  NOT_WAITLISTED(409),
  ASKED_OTHERWISE(409),
  HELD_OTHERWISE(409),
  SEATS_TAKEN(409),
  JOB_STATE(409),
  OWN_JOB(409),
  NOT_PAUSED(409),
  NO_BUNDLES(409),
  CART_EMPTY(409),
  CHANGED_MEANWHILE(412),
  RULES_CHANGED(412),
  RESERVES_CHANGED(412),
  CART_CHANGED(412),
  BODY_TOO_LARGE(413),
  ADDRESS_TOO_LONG(414),
  UNSUPPORTED_MEDIA_TYPE(415),
  IDEMPOTENCY_KEY_REUSED(422),
  NOTHING_SELECTED(422),
  HEAD_TOO_LARGE(431),
  INTERNAL_ERROR(500),
  LINE_FULL(503),
  LINE_CLOSED(503),
  REGISTRATION_PAUSED(503),
  UNCONFIRMED(503),
  OVERLOADED(503),
  ENROLLMENT_AWAY(503),
  QUEUES_AWAY(503),
  TOO_MANY_STREAMS(503),
  TOO_MANY_CONNECTIONS(503);

  private final int status;

  ProblemType(int status) {
    this.status = status;
  }

  public int status() {
    return status;
  }

  /** The name of the problem for programs. */
  String uri() {
    return "urn:sugang:problem:" + slug();
  }

  /** The name in URIs and message keys. */
  String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
