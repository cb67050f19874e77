package io.sugang.waitlist.application.recover;

import static io.sugang.testing.Database.writer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.redis.datasource.RedisDataSource;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.line.LineKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Opens the line for tests, where nobody reopens it by himself. */
@ApplicationScoped
public class LineOpener {

  private static final Logger LOG = Logger.getLogger(LineOpener.class);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ReopenLine reopenLine;
  private final LineRebuild rebuild;
  private final EpochStore epochs;
  private final RedisDataSource redis;

  LineOpener(ReopenLine reopenLine, LineRebuild rebuild, EpochStore epochs, RedisDataSource redis) {
    this.reopenLine = reopenLine;
    this.rebuild = rebuild;
    this.epochs = epochs;
    this.redis = redis;
  }

  /** One round, as the duty would take it. */
  public void open() {
    round(reopenLine);
  }

  /** One round; what fails is tried again in the next. */
  static void round(ReopenLine duty) {
    try {
      duty.round();
    } catch (RuntimeException e) {
      LOG.warnf("a round failed: %s", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean isOpen() {
    return rebuild.isOpen(epochs.present());
  }

  /** As if a registrar had added a section a moment ago. */
  void forget(SectionId section) {
    writer().execute("DELETE FROM line_opened WHERE section_id = '" + section.value() + "'");
    redis.execute("DEL", new LineKeys(section).all().toArray(String[]::new));
  }

  /** As many looks as it takes until all earlier decisions are in the line. */
  public void openWhole() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              round(reopenLine);
              LineRebuild.State state = rebuild.look(epochs.present());
              assertThat(state.isOpen()).isTrue();
              assertThat(state.unrestored()).isEmpty();
            });
  }
}
