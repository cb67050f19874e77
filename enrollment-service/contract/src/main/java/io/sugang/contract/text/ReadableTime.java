package io.sugang.contract.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Times as people read them: in the time zone of a term, as their language writes it, and with the
 * zone's name. The patterns are ours, because Java's localized ones can't combine weekday, time and
 * zone in Korean.
 */
public final class ReadableTime {

  private static final ZoneId UTC = ZoneId.of("UTC");

  private ReadableTime() {}

  /**
   * The zone with an IANA name; UTC if there is none, because nobody is to go without an answer for
   * it.
   */
  public static ZoneId zone(String name) {
    try {
      return name == null ? UTC : ZoneId.of(name);
    } catch (DateTimeException e) {
      return UTC;
    }
  }

  /** A time whose seconds matter, such as that of a decision. */
  public static String toTheSecond(Instant at, ZoneId zone, String language) {
    return write(at, zone, language, "h:mm:ss");
  }

  /** A time that somebody set: with seconds only if it has some. */
  public static String asSet(Instant at, ZoneId zone, String language) {
    boolean isFullMinute = at.getEpochSecond() % 60 == 0;
    return write(at, zone, language, isFullMinute ? "h:mm" : "h:mm:ss");
  }

  private static String write(Instant at, ZoneId zone, String language, String time) {
    boolean isUtc = zone.equals(UTC);
    DateTimeFormatter format =
        language.equals("ko")
            ? DateTimeFormatter.ofPattern(
                "uuuu년 M월 d일 (E) a %s %s".formatted(time, isUtc ? "'UTC'" : "zzzz"), Locale.KOREAN)
            : DateTimeFormatter.ofPattern(
                "EEE, d MMM uuuu, %s a z".formatted(time), Locale.ENGLISH);
    return format.format(at.atZone(zone));
  }
}
