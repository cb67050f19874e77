package io.sugang.notification.domain;

/** What came of handing a mail over. */
public sealed interface Delivery {

  /** The mail service has it. */
  record Sent(String messageId) implements Delivery {
    @Override
    public String wireName() {
      return "sent";
    }
  }

  /** The mail service certainly does not have it; later it may take it. */
  record NotNow(String reason) implements Delivery {
    @Override
    public String wireName() {
      return "not-now";
    }
  }

  /** The mail service will never take it. */
  record Rejected(String reason) implements Delivery {
    @Override
    public String wireName() {
      return "rejected";
    }
  }

  /** Nobody knows; it may be on its way. */
  record Unknown(String reason) implements Delivery {
    @Override
    public String wireName() {
      return "unknown";
    }
  }

  /** Its name in metrics and traces. */
  String wireName();
}
