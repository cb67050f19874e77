package io.sugang.enrollment.operations.application;

import io.sugang.contract.message.MailsDue;
import io.sugang.contract.message.RequestsAccepted;
import io.sugang.contract.message.WireFormat;
import io.sugang.contract.message.WireFormat.UnreadableMessageException;
import io.sugang.enrollment.operations.application.DeadLetterRecorder.Unnumbered;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

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
        record.resolved(letter.id(), clock.instant());
      }
    }
  }

  private boolean isDone(Unnumbered letter) {
    try {
      return switch (letter.queue()) {
        case REQUESTS ->
            record.areDecided(WireFormat.read(letter.body(), RequestsAccepted.class).requests());
        case NOTIFICATIONS ->
            record.areSent(WireFormat.read(letter.body(), MailsDue.class).mails());
      };
    } catch (UnreadableMessageException e) {
      // Whoever can read it handles it; then it does not come back, and stays as it is.
      return false;
    }
  }
}
