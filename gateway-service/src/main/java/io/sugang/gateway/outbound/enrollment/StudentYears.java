package io.sugang.gateway.outbound.enrollment;

import io.sugang.contract.enrollment.StudentYear;
import io.sugang.contract.enrollment.StudentYearChanges;
import io.sugang.contract.id.StudentId;
import io.sugang.gateway.application.EnrollmentAwayException;
import io.sugang.gateway.config.GatewayConfig;
import io.sugang.lifecycle.RecurringDuty;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/**
 * Students' years of study: a copy of them all, kept fresh by what changed since. Whoever is
 * missing in it is asked for, together with others, so that a rush of new faces is a few questions
 * to enrollment-service instead of thousands.
 */
@Singleton
class StudentYears extends RecurringDuty {

  private static final Logger LOG = Logger.getLogger(StudentYears.class);

  private static final String BEGINNING = "";
  private static final int TOGETHER = 200;

  private final EnrollmentApi enrollment;
  private final Vertx vertx;
  private final GatewayConfig config;
  private final ConcurrentLinkedQueue<Question> gathered = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean gathering = new AtomicBoolean();
  private volatile Copy copy = Copy.begin();
  private Copy next = copy;

  private record Question(StudentId student, CompletableFuture<OptionalInt> answer) {}

  /**
   * Years of students.
   *
   * @param after what to ask for next
   * @param begunAt when it was begun, by {@link System#nanoTime()}
   */
  private record Copy(
      ConcurrentMap<StudentId, Integer> years, String after, boolean isWhole, long begunAt) {

    static Copy begin() {
      return new Copy(new ConcurrentHashMap<>(), BEGINNING, false, System.nanoTime());
    }

    boolean isOlderThan(Duration age) {
      return System.nanoTime() - begunAt > age.toNanos();
    }
  }

  StudentYears(@RestClient EnrollmentApi enrollment, Vertx vertx, GatewayConfig config) {
    super("refresh-student-years", config.studentYearRefresh());
    this.enrollment = enrollment;
    this.vertx = vertx;
    this.config = config;
  }

  /** Whether there is a copy of all. */
  boolean areKnown() {
    return copy.isWhole();
  }

  /** A student's year of study. Fails with {@link EnrollmentAwayException}. */
  CompletionStage<OptionalInt> year(StudentId student) {
    Integer known = copy.years().get(student);
    return known == null
        ? yearOnWriter(student)
        : CompletableFuture.completedFuture(OptionalInt.of(known));
  }

  /** A student's year of study as of now. Fails with {@link EnrollmentAwayException}. */
  CompletionStage<OptionalInt> yearOnWriter(StudentId student) {
    var question = new Question(student, new CompletableFuture<>());
    gathered.add(question);
    if (gathering.compareAndSet(false, true)) {
      vertx.setTimer(config.studentYearGather().toMillis(), _ -> askTogether());
    }
    return question.answer();
  }

  /** Page by page, until there is nothing more. */
  @Override
  protected void round() {
    if (next.isWhole() && next.isOlderThan(config.studentYearCopy())) {
      next = Copy.begin();
    }
    StudentYearChanges page;
    do {
      page = enrollment.changes(next.after()).await().atMost(config.copyTimeout());
      take(page);
    } while (page.more() && !isStopping());
  }

  /** enrollment-service's silence is said by those who suffer from it. */
  @Override
  protected void complain(Throwable failure, boolean again) {
    LOG.debugf("the years stay as they are: %s", failure.getMessage());
  }

  private void take(StudentYearChanges page) {
    for (StudentYear year : page.years()) {
      var student = new StudentId(year.student());
      if (next.years().size() < config.studentYearLimit() || next.years().containsKey(student)) {
        next.years().put(student, year.year());
      }
    }
    next = new Copy(next.years(), page.next(), next.isWhole() || !page.more(), next.begunAt());
    if (next.isWhole()) {
      copy = next;
    }
  }

  private void askTogether() {
    gathering.set(false);
    while (!gathered.isEmpty()) {
      List<Question> questions = new ArrayList<>();
      for (Question q = gathered.poll(); q != null; q = gathered.poll()) {
        questions.add(q);
        if (questions.size() == TOGETHER) {
          break;
        }
      }
      send(questions);
    }
  }

  private void send(List<Question> questions) {
    var unused =
        enrollment
            .studentYears(questions.stream().map(q -> q.student().value()).distinct().toList())
            .ifNoItem()
            .after(config.enrollmentTimeout())
            .fail()
            .subscribe()
            .with(
                years -> answer(questions, years),
                failure ->
                    questions.forEach(
                        q ->
                            q.answer()
                                .completeExceptionally(new EnrollmentAwayException(failure))));
  }

  private void answer(List<Question> questions, List<StudentYear> answers) {
    Map<String, Integer> found =
        answers.stream()
            .collect(
                Collectors.toMap(StudentYear::student, StudentYear::year, (first, _) -> first));
    Copy now = copy;
    for (Question question : questions) {
      Integer year = found.get(question.student().value());
      if (year != null) {
        now.years().replace(question.student(), year);
      }
      question.answer().complete(year == null ? OptionalInt.empty() : OptionalInt.of(year));
    }
  }
}
