package io.sugang.waitlist.rule;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.MailKind;
import java.util.Optional;

/** Something that a student is to be told by mail, once for the request's number and kind. */
public record Notice(RequestNumber number, StudentId student, MailKind kind) {

  /**
   * What is told of a decision. A duplicate, or a drop that drops nothing, is no news to anybody; a
   * quarantined request is not decided.
   */
  static Optional<Notice> of(LineRequest request, Decision decision) {
    Optional<MailKind> kind =
        switch (decision) {
          case Decision.Admitted _ -> Optional.of(MailKind.ADMITTED);
          case Decision.Waitlisted _ -> Optional.of(MailKind.WAITLISTED);
          case Decision.Refused(Refusal.DuplicateOf _),
              Decision.Refused(Refusal.NothingToDrop _),
              Decision.Refused(Refusal.SwappedMeanwhile _) ->
              Optional.empty();
          case Decision.Refused _ -> Optional.of(MailKind.REFUSED);
          case Decision.Released(var held, _) ->
              Optional.of(
                  switch (held) {
                    case SEAT -> MailKind.DROPPED;
                    case WAITLIST_PLACE -> MailKind.LEFT;
                    case LINE_PLACE -> MailKind.WITHDRAWN;
                  });
          case Decision.Withdrawn _, Decision.Quarantined _ -> Optional.empty();
        };
    return kind.map(k -> new Notice(request.number(), request.student(), k));
  }
}
