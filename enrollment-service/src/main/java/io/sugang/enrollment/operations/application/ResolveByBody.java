package io.sugang.enrollment.operations.application;

import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.message.MailsDue;
import io.sugang.contract.message.RequestsAccepted;
import io.sugang.contract.message.WireFormat;
import io.sugang.contract.message.WireFormat.UnreadableMessageException;
import io.sugang.enrollment.operations.application.DeadLetterRecorder.Unnumbered;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/** Resolves letters whose bodies alone tell what they ask for: many requests, or mails. */
@ApplicationScoped
class ResolveByBody {

  private final DeadLetterRecorder record;
  private final Clock clock;

  ResolveByBody(DeadLetterRecorder record, Clock clock) {
    this.record = record;
    this.clock = clock;
  }

  /** Looks at some. */
  void round() {
    for (Unnumbered letter : record.unnumbered()) {
      if (isDone(letter)) {
        record.resolved(letter, clock.instant());
      }
    }
  }

  private boolean isDone(Unnumbered letter) {
    try {
      return switch (letter.queue()) {
        case REQUESTS ->
            record.areJournaled(WireFormat.read(letter.body(), RequestsAccepted.class).requests());
        case NOTIFICATIONS ->
            areDone(
                WireFormat.read(letter.body(), MailsDue.class).mails(),
                letter.cause().equals(DeadLetterCause.MAIL_FAILED.wireName()));
      };
    } catch (UnreadableMessageException e) {
      // Whoever can read it handles it; then it does not come back, and stays as it is.
      return false;
    }
  }

  private boolean areDone(List<Long> mails, boolean hadFailed) {
    return hadFailed ? mails.stream().allMatch(record::isSent) : record.areTried(mails);
  }
}
