package io.sugang.contract.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadableTimeTest {

  /**
   * New York's clocks leap from 2:00 to 3:00 on 14 March and back from 2:00 to 1:00 on 7 November.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2027-02-10T00:00:07.999Z | Asia/Seoul       | ko | 2027년 2월 10일 (수) 오전 9:00:07 대한민국 표준시
          2027-02-10T00:00:07.999Z | Asia/Seoul       | en | Wed, 10 Feb 2027, 9:00:07 AM KST
          2027-02-10T03:00:00Z     | Asia/Seoul       | ko | 2027년 2월 10일 (수) 오후 12:00:00 대한민국 표준시
          2027-02-10T03:00:00Z     | Asia/Seoul       | en | Wed, 10 Feb 2027, 12:00:00 PM KST
          2026-12-31T15:00:00Z     | Asia/Seoul       | ko | 2027년 1월 1일 (금) 오전 12:00:00 대한민국 표준시
          2026-12-31T15:00:00Z     | Asia/Seoul       | en | Fri, 1 Jan 2027, 12:00:00 AM KST
          2027-02-10T00:00:07Z     | America/New_York | ko | 2027년 2월 9일 (화) 오후 7:00:07 미 동부 표준시
          2027-02-10T00:00:07Z     | America/New_York | en | Tue, 9 Feb 2027, 7:00:07 PM EST
          2027-03-14T06:59:59Z     | America/New_York | ko | 2027년 3월 14일 (일) 오전 1:59:59 미 동부 표준시
          2027-03-14T06:59:59Z     | America/New_York | en | Sun, 14 Mar 2027, 1:59:59 AM EST
          2027-03-14T07:00:00Z     | America/New_York | ko | 2027년 3월 14일 (일) 오전 3:00:00 미 동부 하계 표준시
          2027-03-14T07:00:00Z     | America/New_York | en | Sun, 14 Mar 2027, 3:00:00 AM EDT
          2027-11-07T05:30:00Z     | America/New_York | ko | 2027년 11월 7일 (일) 오전 1:30:00 미 동부 하계 표준시
          2027-11-07T05:30:00Z     | America/New_York | en | Sun, 7 Nov 2027, 1:30:00 AM EDT
          2027-11-07T06:30:00Z     | America/New_York | ko | 2027년 11월 7일 (일) 오전 1:30:00 미 동부 표준시
          2027-11-07T06:30:00Z     | America/New_York | en | Sun, 7 Nov 2027, 1:30:00 AM EST
          2027-02-10T00:00:07Z     | UTC              | ko | 2027년 2월 10일 (수) 오전 12:00:07 UTC
          2027-02-10T00:00:07Z     | UTC              | en | Wed, 10 Feb 2027, 12:00:07 AM UTC
          """)
  void aDecisionsTimeIsShownToTheSecond(Instant at, ZoneId zone, String language, String shown) {
    assertThat(ReadableTime.toTheSecond(at, zone, language)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2027-02-10T00:00:00Z | ko | 2027년 2월 10일 (수) 오전 9:00 대한민국 표준시
          2027-02-10T00:00:00Z | en | Wed, 10 Feb 2027, 9:00 AM KST
          2027-02-10T14:59:59Z | ko | 2027년 2월 10일 (수) 오후 11:59:59 대한민국 표준시
          2027-02-10T14:59:59Z | en | Wed, 10 Feb 2027, 11:59:59 PM KST
          """)
  void whatSomebodySetHasSecondsOnlyIfItHasSome(Instant at, String language, String shown) {
    assertThat(ReadableTime.asSet(at, ZoneId.of("Asia/Seoul"), language)).isEqualTo(shown);
  }

  @Test
  void aZoneIsKnownByItsName() {
    assertThat(ReadableTime.zone("Asia/Seoul")).isEqualTo(ZoneId.of("Asia/Seoul"));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "Mars/Olympus", "not a zone"})
  void aZoneThatNobodyKnowsIsUtc(String name) {
    ZoneId zone = ReadableTime.zone(name);

    assertThat(ReadableTime.asSet(Instant.EPOCH, zone, "ko"))
        .isEqualTo("1970년 1월 1일 (목) 오전 12:00 UTC");
    assertThat(ReadableTime.asSet(Instant.EPOCH, zone, "en"))
        .isEqualTo("Thu, 1 Jan 1970, 12:00 AM UTC");
  }
}
