package io.sugang.notification.application;

/** Names of this service's metrics; dashboards and alarms are built on them. */
public enum NotificationMetric {
  /** Mails that were claimed, by {@code delivery}: sent, not-now, rejected or unknown. */
  MAILS("sugang.mails");

  private final String id;

  NotificationMetric(String id) {
    this.id = id;
  }

  /** The name, as Micrometer has it. */
  public String id() {
    return id;
  }
}
