package io.sugang.notification.application.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.contract.decision.RefusalRule;
import io.sugang.contract.message.MailKind;
import io.sugang.notification.domain.Mail;
import io.sugang.notification.domain.MailIntent;
import io.sugang.testing.LocalStack;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All mails, as their templates write them. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class LetterIT {

  private static final Instant DECIDED = Instant.parse("2027-07-10T00:00:07Z");

  @Inject Letter letter;

  @ParameterizedTest
  @EnumSource(MailKind.class)
  void everyMailSaysWhenItWasDecided(MailKind kind) {
    assertSays(
        letter.write(intent(kind, "ko", DECIDED, Map.of())),
        "처리 시각: 2027년 7월 9일 (금) 오후 8:00:07 미 동부 하계 표준시",
        "건축 & 설계");
    assertSays(
        letter.write(intent(kind, "en", DECIDED, Map.of())),
        "Decided: Fri, 9 Jul 2027, 8:00:07 PM EDT",
        "Architecture & Design");
  }

  private static void assertSays(Mail mail, String time, String title) {
    assertThat(mail.subject()).contains(title + " (ARC1001-01)").doesNotContain("\n");
    assertThat(mail.text()).contains("\n\n" + time + "\n\n", title).doesNotContain("2027-07");
    assertThat(mail.html())
        .contains("<p>" + time + "</p>", title.replace("&", "&amp;"))
        .doesNotContain("2027-07");
  }

  @ParameterizedTest
  @EnumSource(MailKind.class)
  void aMailThatDoesNotKnowWhenSaysNothingOfIt(MailKind kind) {
    assertThat(letter.write(intent(kind, "ko", null, Map.of())).text()).doesNotContain("처리 시각");
    assertThat(letter.write(intent(kind, "en", null, Map.of())).text()).doesNotContain("Decided");
  }

  @Test
  void aRankIsSaidIfItIsKnown() {
    assertThat(waitlisted("ko", Map.of("rank", 3))).contains("예비 대기 3번으로 등록되었습니다.");
    assertThat(waitlisted("ko", Map.of())).contains("예비 대기자로 등록되었습니다.");
    assertThat(waitlisted("en", Map.of("rank", 3))).contains("on its waitlist with rank 3.");
    assertThat(waitlisted("en", Map.of())).contains("on its waitlist.");
  }

  @ParameterizedTest
  @EnumSource(
      value = RefusalRule.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"DUPLICATE_OF", "NOTHING_TO_DROP", "SWAPPED_MEANWHILE"})
  void everyRuleThatRefusesIsTold(RefusalRule rule) {
    for (String language : List.of("ko", "en")) {
      Mail mail = letter.write(refused(language, rule, Map.of()));
      assertThat(mail.text()).doesNotContain(rule.wireName());
      assertThat(mail.html()).doesNotContain(rule.wireName());
    }
  }

  @Test
  void everythingThatIsInTheWayIsTold() {
    Map<String, Object> facts =
        Map.of(
            "holds",
            "fees & fines",
            "also",
            List.of(
                Map.of(
                    "rule",
                    "time-conflict",
                    "section",
                    "MAT1001-01",
                    "day",
                    1,
                    "startsAt",
                    "09:00",
                    "endsAt",
                    "10:15")));
    Mail english = letter.write(refused("en", RefusalRule.HOLD, facts));
    assertThat(english.text())
        .contains(
            """
            Reason: you can't register at present (fees & fines). The registrar's office tells you what to do.
            Reason: it meets when you are in section MAT1001-01 (Monday 09:00–10:15).
            """);
    assertThat(english.html()).contains("(fees &amp; fines)", "<br>Reason: it meets");
    assertThat(letter.write(refused("ko", RefusalRule.HOLD, facts)).text())
        .contains("\n사유: 현재 수강신청이 제한", "\n사유: 수강 중인 MAT1001-01 분반과 시간이 겹칩니다(월요일 09:00–10:15).\n");
  }

  /** Whoever swaps is told in the one mail what becomes of the seat that was to be given up. */
  @ParameterizedTest
  @EnumSource(
      value = MailKind.class,
      names = {"ADMITTED", "PROMOTED", "WAITLISTED", "REFUSED"})
  void whoSwapsIsToldOfTheOtherSeat(MailKind kind) {
    String english = "You gave up your seat in ARC1001-02";
    String korean = "ARC1001-02 분반의 자리는 취소되었습니다";
    if (kind == MailKind.WAITLISTED) {
      english = "You keep your seat in ARC1001-02";
      korean = "ARC1001-02 분반의 자리는 그때까지 유지";
    } else if (kind == MailKind.REFUSED) {
      english = "What you have in ARC1001-02 has not changed.";
      korean = "ARC1001-02 분반의 수강 상태는 그대로입니다.";
    }
    String reason = kind == MailKind.REFUSED ? "section-full" : null;
    Mail inEnglish = letter.write(swap(kind, "en", reason));
    Mail inKorean = letter.write(swap(kind, "ko", reason));

    assertThat(inEnglish.text()).contains(english);
    assertThat(inEnglish.html()).contains(english);
    assertThat(inKorean.text()).contains(korean);
    assertThat(inKorean.html()).contains(korean);
  }

  @Test
  void whoHasNothingLeftToSwapIsNotToldThatSheKeepsIt() {
    assertThat(letter.write(swap(MailKind.REFUSED, "en", "swap-source-gone")).text())
        .contains("is yours no more")
        .doesNotContain("has not changed");
  }

  private static MailIntent swap(MailKind kind, String language, String reason) {
    return intent(kind, language, "ARC1001-02", DECIDED, reason, Map.of());
  }

  private static MailIntent refused(String language, RefusalRule rule, Map<String, Object> facts) {
    return intent(MailKind.REFUSED, language, null, DECIDED, rule.wireName(), facts);
  }

  private String waitlisted(String language, Map<String, Object> facts) {
    return letter.write(intent(MailKind.WAITLISTED, language, DECIDED, facts)).text();
  }

  private static MailIntent intent(
      MailKind kind, String language, Instant decidedAt, Map<String, Object> facts) {
    return intent(
        kind, language, null, decidedAt, kind == MailKind.REFUSED ? "section-full" : null, facts);
  }

  private static MailIntent intent(
      MailKind kind,
      String language,
      String source,
      Instant decidedAt,
      String reason,
      Map<String, Object> facts) {
    return new MailIntent(
        1,
        kind,
        "someone@example.edu",
        language,
        "김하늘",
        "Kim Haneul",
        "ARC1001-01",
        source,
        "건축\r\n& 설계",
        "Architecture\r\n& Design",
        7,
        decidedAt,
        ZoneId.of("America/New_York"),
        false,
        reason,
        "",
        facts);
  }
}
