package io.sugang.notification.domain;

/** A mail as it goes out. */
public record Mail(String to, String subject, String text, String html) {
  @Override
  public String toString() {
    return "a mail";
  }
}
