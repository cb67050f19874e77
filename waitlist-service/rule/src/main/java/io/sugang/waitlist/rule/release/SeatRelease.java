package io.sugang.waitlist.rule.release;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * When a seat that is given back is released to whoever is next. Until then it counts as taken.
 * Nobody can then hand a seat to somebody whom they know, or take it by asking at the right moment.
 */
public sealed interface SeatRelease {

  /** At once. */
  SeatRelease AT_ONCE = new AtOnce();

  /**
   * When it is released.
   *
   * @param wonBy number of the request that had won it
   * @param givenBack when it was given back, to the millisecond
   * @return {@code givenBack} or later
   */
  Instant dueAt(SectionId section, RequestNumber wonBy, Instant givenBack);

  /** At once. */
  record AtOnce() implements SeatRelease {
    @Override
    public Instant dueAt(SectionId section, RequestNumber wonBy, Instant givenBack) {
      return givenBack;
    }
  }

  /**
   * At the next of some times of day.
   *
   * @param times one or more, in any order
   * @param zone by whose clocks; a time that summer time leaves out is as much later, and one that
   *     it has twice is the first of them
   */
  record AtTimes(List<LocalTime> times, ZoneId zone) implements SeatRelease {

    public AtTimes {
      times = List.copyOf(times);
      if (times.isEmpty()) {
        throw new IllegalArgumentException("times: none (expected: one or more)");
      }
    }

    @Override
    public Instant dueAt(SectionId section, RequestNumber wonBy, Instant givenBack) {
      LocalDate day = givenBack.atZone(zone).toLocalDate();
      return Stream.of(day, day.plusDays(1))
          .flatMap(date -> times.stream().map(time -> date.atTime(time).atZone(zone).toInstant()))
          .filter(due -> due.isAfter(givenBack))
          .min(Comparator.naturalOrder())
          .orElseThrow();
    }
  }

  /**
   * After a delay that nobody can know before, and everybody can check afterwards: the first eight
   * bytes of HMAC-SHA256 over {@code section|number} by the seed, an unsigned number, modulo as
   * many milliseconds as there are from {@code least} to {@code most}, ends included; and {@code
   * least}.
   *
   * @param most {@code least} or longer
   * @param seed a secret, 32 bytes in hexadecimal digits
   */
  record AfterDelay(Duration least, Duration most, String seed) implements SeatRelease {

    private static final String ALGORITHM = "HmacSHA256";

    public AfterDelay {
      if (least.isNegative() || least.compareTo(most) > 0) {
        throw new IllegalArgumentException("delay: %s to %s".formatted(least, most));
      }
    }

    @Override
    public Instant dueAt(SectionId section, RequestNumber wonBy, Instant givenBack) {
      long choices = most.minus(least).toMillis() + 1;
      return givenBack
          .plus(least)
          .plusMillis(Long.remainderUnsigned(drawn(section, wonBy), choices));
    }

    private long drawn(SectionId section, RequestNumber wonBy) {
      try {
        Mac mac = Mac.getInstance(ALGORITHM);
        mac.init(new SecretKeySpec(HexFormat.of().parseHex(seed), ALGORITHM));
        byte[] bytes =
            mac.doFinal((section.value() + '|' + wonBy).getBytes(StandardCharsets.US_ASCII));
        return ByteBuffer.wrap(bytes).getLong();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JDK has HMAC-SHA256", e);
      }
    }

    /** Without the seed. */
    @Override
    public String toString() {
      return "AfterDelay[%s to %s]".formatted(least, most);
    }
  }
}
