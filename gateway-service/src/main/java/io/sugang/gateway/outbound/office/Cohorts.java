package io.sugang.gateway.outbound.office;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.office.Cohort;
import io.sugang.gateway.application.Office.OfficeAwayException;
import io.sugang.gateway.config.GatewayConfig;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * Students' years of study. They change once a year, so they are remembered for minutes; those that
 * are not known are asked for together, so that a rush of new faces is a few questions to the
 * office instead of thousands.
 */
@ApplicationScoped
class Cohorts {

  private static final int REMEMBERED = 200_000;
  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final int TOGETHER = 200;
  private static final long GATHER_MILLIS = 2;

  private final OfficeApi office;
  private final Vertx vertx;
  private final GatewayConfig config;
  private final AsyncCache<StudentId, OptionalInt> years =
      Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(LIFETIME).buildAsync();
  private final ConcurrentLinkedQueue<Question> gathered = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean gathering = new AtomicBoolean();

  private record Question(StudentId student, CompletableFuture<OptionalInt> answer) {}

  Cohorts(@RestClient OfficeApi office, Vertx vertx, GatewayConfig config) {
    this.office = office;
    this.vertx = vertx;
    this.config = config;
  }

  /** A student's year of study. Fails with {@link OfficeAwayException}. */
  CompletionStage<OptionalInt> year(StudentId student) {
    // Not the future itself: whoever gives up must not cancel the answer that others wait for.
    return years.get(student, (id, _) -> ask(id)).minimalCompletionStage();
  }

  private CompletableFuture<OptionalInt> ask(StudentId student) {
    var question = new Question(student, new CompletableFuture<>());
    gathered.add(question);
    if (gathering.compareAndSet(false, true)) {
      vertx.setTimer(GATHER_MILLIS, _ -> askTogether());
    }
    return question.answer();
  }

  private void askTogether() {
    gathering.set(false);
    while (!gathered.isEmpty()) {
      List<Question> questions = new ArrayList<>();
      for (Question next = gathered.poll(); next != null; next = gathered.poll()) {
        questions.add(next);
        if (questions.size() == TOGETHER) {
          break;
        }
      }
      send(questions);
    }
  }

  private void send(List<Question> questions) {
    var unused =
        office
            .cohorts(questions.stream().map(q -> q.student().value()).toList())
            .ifNoItem()
            .after(config.officeTimeout())
            .fail()
            .subscribe()
            .with(
                cohorts -> answer(questions, cohorts),
                failure ->
                    questions.forEach(
                        q -> q.answer().completeExceptionally(new OfficeAwayException(failure))));
  }

  private void answer(List<Question> questions, List<Cohort> cohorts) {
    Map<String, Integer> found =
        cohorts.stream()
            .collect(Collectors.toMap(Cohort::student, Cohort::year, (first, _) -> first));
    for (Question question : questions) {
      Integer year = found.get(question.student().value());
      if (year == null) {
        question.answer().complete(OptionalInt.empty());
        // Who matriculates in a minute must not wait for ten.
        years.synchronous().invalidate(question.student());
      } else {
        question.answer().complete(OptionalInt.of(year));
      }
    }
  }
}
