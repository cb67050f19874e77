package io.sugang.notification.domain;

import io.sugang.contract.message.MailKind;
import io.sugang.contract.text.PlainText;
import io.sugang.contract.text.ReadableTime;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What a mail has to say, and to whom. Its texts are plain: a line break in a title would cut the
 * subject short, or begin another header.
 *
 * @param id of the intent
 * @param number short number that people see
 * @param language {@code ko} or {@code en}
 * @param source of a swap: section of the seat that is given up for one of this section; else
 *     {@code null}
 * @param decidedAt when what the mail tells of was decided, or {@code null} if nobody knows any
 *     more
 * @param zone of the section's term, in which times are shown
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
    String source,
    String titleKo,
    String titleEn,
    long number,
    Instant decidedAt,
    ZoneId zone,
    boolean mayBeRepeated,
    String reason,
    String traceparent,
    Map<String, Object> facts) {

  public MailIntent {
    nameKo = PlainText.of(nameKo);
    nameEn = PlainText.of(nameEn);
    section = PlainText.of(section);
    source = source == null ? null : PlainText.of(source);
    titleKo = PlainText.of(titleKo);
    titleEn = PlainText.of(titleEn);
  }

  /** The student's name in their language. */
  public String name() {
    return language.equals("ko") ? nameKo : nameEn;
  }

  /** The course's title in the student's language. */
  public String title() {
    return language.equals("ko") ? titleKo : titleEn;
  }

  /** When it was decided, as the student reads it; empty if nobody knows any more. */
  public String time() {
    return decidedAt == null ? "" : ReadableTime.toTheSecond(decidedAt, zone, language);
  }

  /**
   * A rule that refused.
   *
   * @param rule its name
   */
  public record Because(String rule, Map<String, String> facts) {

    /** A fact as the student reads it; empty if it is not known any more. */
    public String fact(String name) {
      return facts.getOrDefault(name, "");
    }
  }

  /** Why it was refused, with everything else that is in the way; empty if it was not. */
  public List<Because> reasons() {
    if (reason == null) {
      return List.of();
    }
    var reasons = new ArrayList<Because>();
    reasons.add(new Because(reason, readable(facts)));
    if (facts.get("also") instanceof List<?> others) {
      for (Object other : others) {
        var also = new HashMap<String, Object>();
        ((Map<?, ?>) other).forEach((name, value) -> also.put((String) name, value));
        reasons.add(new Because(Objects.toString(also.get("rule")), readable(also)));
      }
    }
    return reasons;
  }

  private Map<String, String> readable(Map<String, Object> some) {
    var readable = new HashMap<String, String>();
    some.forEach(
        (name, value) ->
            readable.put(
                name,
                name.equals("day") && value instanceof Integer day
                    ? DayOfWeek.of(day).getDisplayName(TextStyle.FULL, Locale.of(language))
                    : readable(value)));
    return readable;
  }

  /**
   * A fact as the student reads it: a time in the term's zone, a text on one line, a number. Empty
   * if it is not known any more: a later commit may have changed what the journal says of a request
   * before its mail was written.
   */
  public String fact(String name) {
    return readable(facts.get(name));
  }

  private String readable(Object fact) {
    String text = PlainText.of(Objects.toString(fact, ""));
    try {
      return ReadableTime.asSet(Instant.parse(text), zone, language);
    } catch (DateTimeException notATime) {
      return text;
    }
  }

  @Override
  public String toString() {
    return "mail " + id;
  }
}
