package io.sugang.gateway.outbound.enrollment;

import io.sugang.contract.enrollment.Membership;
import io.sugang.contract.enrollment.MembershipChanges;
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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/**
 * Which cohorts students are in: a copy of it all, kept fresh by what changed since. Whoever is
 * missing in it is asked for, together with others, so that a rush of new faces is a few questions
 * to enrollment-service instead of thousands.
 */
@Singleton
class Memberships extends RecurringDuty {

  private static final Logger LOG = Logger.getLogger(Memberships.class);

  private static final String BEGINNING = "";
  private static final int TOGETHER = 200;

  private final EnrollmentApi enrollment;
  private final Vertx vertx;
  private final GatewayConfig config;
  private final ConcurrentLinkedQueue<Question> gathered = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean gathering = new AtomicBoolean();
  private volatile Copy copy = Copy.begin();
  private Copy next = copy;

  private record Question(StudentId student, CompletableFuture<Optional<Membership>> answer) {}

  /**
   * What is known of students.
   *
   * @param after what to ask for next
   * @param begunAt when it was begun, by {@link System#nanoTime()}
   */
  private record Copy(
      ConcurrentMap<StudentId, Membership> members, String after, boolean isWhole, long begunAt) {

    static Copy begin() {
      return new Copy(new ConcurrentHashMap<>(), BEGINNING, false, System.nanoTime());
    }

    boolean isOlderThan(Duration age) {
      return System.nanoTime() - begunAt > age.toNanos();
    }
  }

  Memberships(@RestClient EnrollmentApi enrollment, Vertx vertx, GatewayConfig config) {
    super("refresh-student-years", config.studentYearRefresh());
    this.enrollment = enrollment;
    this.vertx = vertx;
    this.config = config;
  }

  /** Whether there is a copy of all. */
  boolean areKnown() {
    return copy.isWhole();
  }

  /** A student's cohorts. Fails with {@link EnrollmentAwayException}. */
  CompletionStage<Optional<Membership>> find(StudentId student) {
    Membership known = copy.members().get(student);
    return known == null
        ? findOnWriter(student)
        : CompletableFuture.completedFuture(Optional.of(known));
  }

  /** A student's cohorts as of now. Fails with {@link EnrollmentAwayException}. */
  CompletionStage<Optional<Membership>> findOnWriter(StudentId student) {
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
    MembershipChanges page;
    do {
      page = enrollment.changes(next.after()).await().atMost(config.copyTimeout());
      take(page);
    } while (page.more() && !isStopping());
  }

  /** enrollment-service's silence is said by those who suffer from it. */
  @Override
  protected void complain(Throwable failure, boolean again) {
    LOG.debugf("the cohorts stay as they are: %s", failure.getMessage());
  }

  private void take(MembershipChanges page) {
    for (Membership member : page.members()) {
      var student = new StudentId(member.student());
      if (next.members().size() < config.studentYearLimit()
          || next.members().containsKey(student)) {
        next.members().put(student, member);
      }
    }
    next = new Copy(next.members(), page.next(), next.isWhole() || !page.more(), next.begunAt());
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
            .memberships(questions.stream().map(q -> q.student().value()).distinct().toList())
            .ifNoItem()
            .after(config.enrollmentTimeout())
            .fail()
            .subscribe()
            .with(
                members -> answer(questions, members),
                failure ->
                    questions.forEach(
                        q ->
                            q.answer()
                                .completeExceptionally(new EnrollmentAwayException(failure))));
  }

  private void answer(List<Question> questions, List<Membership> answers) {
    Map<String, Membership> found =
        answers.stream()
            .collect(
                Collectors.toMap(Membership::student, Function.identity(), (first, _) -> first));
    Copy now = copy;
    for (Question question : questions) {
      Membership member = found.get(question.student().value());
      if (member != null) {
        now.members().replace(question.student(), member);
      }
      question.answer().complete(Optional.ofNullable(member));
    }
  }
}
