package io.sugang.notification.domain;

import io.sugang.contract.message.MailKind;
import java.util.Map;

/**
 * What a mail has to say, and to whom.
 *
 * @param id of the intent
 * @param number short number that people see
 * @param language {@code ko} or {@code en}
 * @param mayBeRepeated whether an earlier attempt may have reached the student
 * @param reason rule that refused, or {@code null}
 * @param traceparent trace context of the request
 * @param facts what the rule used, or what else is known of the decision
 */
public record MailIntent(
    long id,
    MailKind kind,
    String email,
    String language,
    String nameKo,
    String nameEn,
    String section,
    String titleKo,
    String titleEn,
    long number,
    boolean mayBeRepeated,
    String reason,
    String traceparent,
    Map<String, Object> facts) {

  /** The student's name in their language. */
  public String name() {
    return language.equals("ko") ? nameKo : nameEn;
  }

  /** The course's title in the student's language. */
  public String title() {
    return language.equals("ko") ? titleKo : titleEn;
  }

  @Override
  public String toString() {
    return "mail " + id;
  }
}
