package io.sugang.waitlist.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sugang.waitlist.application.recover.EpochStore;
import io.sugang.waitlist.application.recover.LineRebuild;
import io.sugang.waitlist.application.recover.ReopenLine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Opens the line for tests, where nothing runs on a schedule. */
@ApplicationScoped
public class LineOpener {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ReopenLine reopenLine;
  private final LineRebuild rebuild;
  private final EpochStore epochs;

  LineOpener(ReopenLine reopenLine, LineRebuild rebuild, EpochStore epochs) {
    this.reopenLine = reopenLine;
    this.rebuild = rebuild;
    this.epochs = epochs;
  }

  /** One look, as the schedule would take it. */
  public void open() {
    reopenLine.look();
  }

  /** As many looks as it takes until all earlier decisions are in the line. */
  void openWhole() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              reopenLine.look();
              LineRebuild.State state = rebuild.look(epochs.present());
              assertThat(state.isOpen()).isTrue();
              assertThat(state.unrestored()).isEmpty();
            });
  }
}
