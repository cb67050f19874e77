package io.sugang.notification.domain;

import io.sugang.contract.message.MailKind;
import java.text.Normalizer;
import java.util.Map;
import java.util.regex.Pattern;

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

  /** A line break in a title would cut the subject short, or begin another header. */
  private static final Pattern BREAKS = Pattern.compile("[\\s\\p{Cntrl}\\p{Z}]+");

  /** The student's name in their language, on one line. */
  public String name() {
    return oneLine(language.equals("ko") ? nameKo : nameEn);
  }

  /** The course's title in the student's language, on one line. */
  public String title() {
    return oneLine(language.equals("ko") ? titleKo : titleEn);
  }

  private static String oneLine(String text) {
    return BREAKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFC)).replaceAll(" ").strip();
  }

  @Override
  public String toString() {
    return "mail " + id;
  }
}
