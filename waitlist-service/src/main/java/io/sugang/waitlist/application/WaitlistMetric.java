package io.sugang.waitlist.application;

/** Names of this service's metrics; dashboards and alarms are built on them. */
enum WaitlistMetric {
  /** From the first look at a section to its line updated; a histogram of seconds. */
  BATCH_DURATION("sugang.batch.duration"),
  /** Requests decided in one transaction. */
  BATCH_SIZE("sugang.batch.size"),
  /** From a message's sending to its requests in the journal; a histogram of seconds. */
  MESSAGE_AGE("sugang.message.age"),
  /** Decisions, by {@code outcome}: the rule that refused, else the request's state. */
  DECISIONS("sugang.decisions"),
  /** Seats given to the waitlist. */
  PROMOTIONS("sugang.promotions"),
  /** Requests written into the journal. */
  REQUESTS_JOURNALED("sugang.requests.journaled"),
  /** Dead letters filed. */
  DEAD_LETTERS("sugang.deadletters"),
  /** Numbers given twice. */
  NUMBER_CLASHES("sugang.number.clashes"),
  /** Mail intents handed to the notifiers. */
  MAILS_QUEUED("sugang.mails.queued"),
  /** How often this worker reopened the line. */
  LINE_REOPENED("sugang.line.reopened");

  private final String id;

  WaitlistMetric(String id) {
    this.id = id;
  }

  /** The name, as Micrometer has it. */
  String id() {
    return id;
  }
}
