package io.sugang.gateway.application.join;

import io.sugang.contract.enrollment.Term.Window;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.message.DropRequested;
import io.sugang.contract.message.EnrollRequested;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.SwapRequested;
import io.sugang.gateway.domain.Released;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Commands that go together all the way: one script for those of a section, one message for all
 * that is new, and then the answers. What goes wrong with one, or with a section, concerns no
 * other. Used once.
 */
final class JoinBatch {

  private final List<Member> members;
  private final Line line;
  private final Confirmation confirmation;
  private final JoinAnswers answers;

  /** What members are told, by where they hear it: once for all who are told together. */
  private final Map<Executor, List<Runnable>> told = new HashMap<>();

  /** Decided before. */
  private final List<LineRequest> known = new ArrayList<>();

  /**
   * Somebody who waits for an answer.
   *
   * @param origin where they are answered
   * @param since {@link System#nanoTime}
   */
  record Member(
      JoinCommand command, CompletableFuture<JoinAnswer> answer, Executor origin, long since) {}

  /** Who of one section's line have the same window, as those of one year do, share a script. */
  private record Together(SectionId section, Window window) {}

  /** What the line has of a member. */
  private record Waiting(Member member, LineRequest request, Line.Reply.InLine inLine) {}

  JoinBatch(List<Member> members, Line line, Confirmation confirmation, JoinAnswers answers) {
    this.members = members;
    this.line = line;
    this.confirmation = confirmation;
    this.answers = answers;
  }

  /**
   * Completes when all members are answered.
   *
   * @param loop where the batch goes on
   */
  CompletionStage<Void> run(Executor loop) {
    List<Waiting> waiting = new ArrayList<>(members.size());
    return join(loop, waiting)
        .thenCompose(
            _ -> {
              confirmation.note(known);
              return waiting.isEmpty()
                  ? CompletableFuture.<Void>completedStage(null)
                  : confirmation
                      .confirm(waiting.stream().map(Waiting::request).toList())
                      .thenAcceptAsync(has -> answer(waiting, has), loop);
            })
        .whenCompleteAsync(
            (_, failure) -> {
              if (failure != null) {
                // A defect; but nobody is left without an answer.
                members.forEach(member -> fail(member, failure));
                tellAll();
              }
            },
            loop);
  }

  private CompletableFuture<Void> join(Executor loop, List<Waiting> waiting) {
    Map<Together, List<Member>> enrolling = new LinkedHashMap<>();
    List<CompletableFuture<Void>> joins = new ArrayList<>();
    for (Member member : members) {
      switch (member.command()) {
        case EnrollCommand enroll ->
            enrolling
                .computeIfAbsent(
                    new Together(enroll.section(), enroll.window()), _ -> new ArrayList<>())
                .add(member);
        case DropCommand drop ->
            joins.add(
                replied(() -> line.drop(drop).thenApply(List::of), List.of(member), loop, waiting));
      }
    }
    enrolling.forEach(
        (what, some) ->
            joins.add(
                replied(
                    () -> line.join(what.section(), what.window(), commands(some)),
                    some,
                    loop,
                    waiting)));
    return CompletableFuture.allOf(joins.toArray(CompletableFuture[]::new));
  }

  private static List<EnrollCommand> commands(List<Member> enrolling) {
    return enrolling.stream().map(member -> (EnrollCommand) member.command()).toList();
  }

  /** Never fails. */
  private CompletableFuture<Void> replied(
      Supplier<CompletionStage<List<Line.Reply>>> ask,
      List<Member> some,
      Executor loop,
      List<Waiting> waiting) {
    return CompletableFuture.completedFuture(null)
        .thenCompose(_ -> ask.get())
        .<Void>handleAsync(
            (all, failure) -> {
              for (int i = 0; i < some.size(); i++) {
                if (failure == null) {
                  replied(some.get(i), all.get(i), waiting);
                } else {
                  fail(some.get(i), failure);
                }
              }
              tellAll();
              return null;
            },
            loop);
  }

  private void replied(Member member, Line.Reply reply, List<Waiting> waiting) {
    try {
      switch (reply) {
        case Line.Reply.InLine inLine when inLine.waits() ->
            waiting.add(new Waiting(member, request(member.command(), inLine), inLine));
        case Line.Reply.InLine decided -> {
          known.add(request(member.command(), decided));
          tell(member, () -> answers.of(member.command(), decided));
        }
        default -> tell(member, () -> answers.of(member.command(), reply));
      }
    } catch (RuntimeException e) {
      fail(member, e);
    }
  }

  private void tell(Member member, Supplier<JoinAnswer> answer) {
    told.computeIfAbsent(member.origin(), _ -> new ArrayList<>())
        .add(
            () -> {
              try {
                member.answer().complete(answer.get());
              } catch (RuntimeException e) {
                member.answer().completeExceptionally(e);
              }
            });
  }

  private void fail(Member member, Throwable failure) {
    told.computeIfAbsent(member.origin(), _ -> new ArrayList<>())
        .add(() -> member.answer().completeExceptionally(failure));
  }

  private void tellAll() {
    told.forEach((origin, some) -> origin.execute(() -> some.forEach(Runnable::run)));
    told.clear();
  }

  private static LineRequest request(JoinCommand command, Line.Reply.InLine inLine) {
    return switch (command) {
      case EnrollCommand _ -> seatRequested(command, inLine);
      case DropCommand _ ->
          new DropRequested(
              command.section(),
              inLine.number(),
              command.student(),
              inLine.releases().orElseThrow().number(),
              inLine.acceptedAt(),
              command.traceparent());
    };
  }

  private static LineRequest seatRequested(JoinCommand command, Line.Reply.InLine inLine) {
    Optional<Released> releases = inLine.releases();
    return releases.isEmpty()
        ? new EnrollRequested(
            command.section(),
            inLine.number(),
            command.student(),
            inLine.acceptedAt(),
            command.traceparent())
        : new SwapRequested(
            command.section(),
            inLine.number(),
            command.student(),
            releases.get().source().orElseThrow(),
            releases.get().number(),
            inLine.acceptedAt(),
            command.traceparent());
  }

  private void answer(List<Waiting> waiting, Predicate<LineRequest> has) {
    for (Waiting one : waiting) {
      tell(
          one.member(),
          has.test(one.request())
              ? () -> answers.of(one.member().command(), one.inLine())
              : JoinAnswer.Unconfirmed::new);
    }
    tellAll();
  }
}
