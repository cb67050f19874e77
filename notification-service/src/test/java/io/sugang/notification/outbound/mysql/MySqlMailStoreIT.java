package io.sugang.notification.outbound.mysql;

import static io.sugang.testing.Database.writer;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.notification.HalfOpenStack;
import io.sugang.notification.Mails;
import io.sugang.notification.config.NotificationConfig;
import io.sugang.notification.domain.MailIntent;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.ZoneId;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A claim is sent, and the database says nothing: whether it was carried out is looked up. */
@QuarkusTest
@WithTestResource(value = HalfOpenStack.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class MySqlMailStoreIT {

  @Inject Pool pool;
  @Inject NotificationConfig config;
  @Inject Clock clock;

  private final AtomicInteger claims = new AtomicInteger();

  @Test
  void aClaimWhoseAnswerIsLostIsOurs() {
    long mail = Mails.intent("BIO1004-01", 11, "2025020002", "en", "admitted", null, null);

    assertThat(storeThat(HalfOpenStack.writer()::loseAnswers).claim(mail, claim(), clock.instant()))
        .isPresent();

    assertClaimedOnce(mail);
  }

  @Test
  void aClaimThatIsLostOnItsWayIsMadeAgain() {
    long mail = Mails.intent("BIO1004-01", 12, "2025020003", "en", "admitted", null, null);

    assertThat(
            storeThat(HalfOpenStack.writer()::letGoHalfOpen).claim(mail, claim(), clock.instant()))
        .isPresent();

    assertClaimedOnce(mail);
  }

  /** What it read before, another attempt has changed since. */
  @Test
  void aClaimThatComesLateTakesNothing() {
    long mail = Mails.intent("BIO1004-01", 13, "2025020004", "en", "admitted", null, null);
    UUID other = claim();
    var mails = new MySqlMailStore(new Statements(pool, config));

    boolean isOurs =
        storeThat(
                () -> {
                  assertThat(mails.claim(mail, other, clock.instant())).isPresent();
                  mails.release(mail, other, clock.instant());
                })
            .claim(mail, claim(), clock.instant())
            .isPresent();

    assertThat(isOurs).isFalse();
    assertThat(Mails.state(mail)).isEqualTo("queued");
  }

  @Test
  void timesAreThoseOfTheTermsZone() {
    long mail = Mails.intent("BIO1004-01", 14, "2025030001", "ko", "admitted", null, null);
    Mails.decidedAt(mail, "2027-02-10 00:00:07.123");

    MailIntent intent = claimed(mail);

    assertThat(intent.decidedAt()).isEqualTo("2027-02-10T00:00:07.123Z");
    assertThat(intent.zone()).isEqualTo(ZoneId.of("Asia/Seoul"));
  }

  @Test
  void aZoneThatNobodyKnowsIsUtcAndHoldsNoMailBack() {
    long mail = Mails.intent("BIO1004-01", 15, "2025030002", "ko", "admitted", null, null);
    Mails.decidedAt(mail, "2027-02-10 00:00:07.123");
    writer().execute("UPDATE term SET zone = 'Mars/Olympus'");
    try {
      assertThat(claimed(mail).time()).isEqualTo("2027년 2월 10일 (수) 오전 12:00:07 UTC");
    } finally {
      writer().execute("UPDATE term SET zone = 'Asia/Seoul'");
    }
  }

  @Test
  void aPromotionsTimeIsItsOwn() {
    long mail = Mails.intent("BIO1004-01", 16, "2025030003", "ko", "admitted", null, null);
    Mails.promotedAt(mail, "2027-02-11 01:02:03.004");

    assertThat(claimed(mail).decidedAt()).isEqualTo("2027-02-11T01:02:03.004Z");
  }

  @Test
  void aPromotionWhoseSeatIsDroppedHasNoTimeAnyMore() {
    long mail = Mails.intent("BIO1004-01", 17, "2025030004", "ko", "admitted", null, null);
    Mails.promotedAt(mail, "2027-02-11 01:02:03.004");
    Mails.droppedAt(mail, "2027-02-11 02:00:00");

    assertThat(claimed(mail).time()).isEmpty();
  }

  private MailIntent claimed(long mail) {
    return new MySqlMailStore(new Statements(pool, config))
        .claim(mail, claim(), clock.instant())
        .orElseThrow();
  }

  private void assertClaimedOnce(long mail) {
    assertThat(claims).hasValueGreaterThan(1);
    assertThat(Mails.state(mail)).isEqualTo("sending");
    assertThat(Mails.attempts(mail)).isEqualTo(1);
  }

  /** The real book; something happens between its look at a mail and its first claim. */
  private MySqlMailStore storeThat(Runnable before) {
    return new MySqlMailStore(
        new Statements(pool, config) {
          @Override
          RowSet<Row> run(String sql, Object... values) {
            if (sql.contains("attempts = attempts + 1") && claims.incrementAndGet() == 1) {
              before.run();
            }
            return super.run(sql, values);
          }
        });
  }

  private static UUID claim() {
    return UUID.randomUUID();
  }
}
