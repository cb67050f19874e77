package io.sugang.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.sugang.testing.Database;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * P7 on the running system: three workers, each with eight batches at a time, decide on the same
 * students in many sections at once. What is true afterwards is asked of the tables by plain SQL,
 * which knows nothing of the rules' code.
 */
class StudentRulesJourney {

  private static final int STUDENTS = 200;
  private static final int SECTIONS = 24;
  private static final int EACH = 8;
  private static final int CALLERS = 16;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String SEATS_AT_ONE_TIME =
      """
      SELECT COUNT(*) FROM enrollment a
      JOIN enrollment b ON b.student_id = a.student_id AND b.section_id > a.section_id
      JOIN meeting m ON m.section_id = a.section_id
      JOIN meeting n ON n.section_id = b.section_id AND n.day = m.day
        AND n.starts_at < m.ends_at AND m.starts_at < n.ends_at\
      """;

  private static final String STUDENTS_ABOVE_THEIR_CREDITS =
      """
      SELECT COUNT(*) FROM (
        SELECT s.id FROM student s JOIN enrollment e ON e.student_id = s.id JOIN course c ON c.id = e.course_id
        GROUP BY s.id, s.max_credits, s.grade_average
        HAVING SUM(c.credits) > s.max_credits + IF(s.grade_average >= 4, 3, 0)) above\
      """;

  private static final String BUNDLES_EXCEEDED =
      """
      SELECT COUNT(*) FROM (
        SELECT b.student_id FROM cart_bundle b
        JOIN cart_bundle_section m ON m.student_id = b.student_id AND m.position = b.position
        JOIN enrollment e ON e.student_id = m.student_id AND e.section_id = m.section_id
        JOIN course c ON c.id = e.course_id
        GROUP BY b.student_id, b.position, b.max_sections, b.max_credits
        HAVING COUNT(*) > IFNULL(b.max_sections, 99) OR SUM(c.credits) > IFNULL(b.max_credits, 99)) above\
      """;

  /** True of no commit; a seat that was given up elsewhere counts until its own section's next. */
  private static final String OVERSOLD =
      """
      SELECT COUNT(*) FROM section s WHERE s.taken > s.capacity
        OR s.taken <> (SELECT COUNT(*) FROM enrollment e WHERE e.section_id = s.id)
          + (SELECT COUNT(*) FROM seat_release f WHERE f.section_id = s.id)\
      """;

  private static final String SWAPPED =
      """
      request r LEFT JOIN request s ON s.type = 'swap' AND s.state = 'admitted'
        AND s.source_section_id = r.section_id AND s.releases = r.number
      LEFT JOIN enrollment e ON e.section_id = r.section_id AND e.number = r.number
      WHERE\
      """;

  private static final String WAITING_BESIDE_A_FREE_SEAT =
      """
      SELECT COUNT(*) FROM waitlist_entry w JOIN section s ON s.id = w.section_id
      WHERE w.skipped IS NULL AND s.taken < s.capacity\
      """;

  /** Passed over for two hours at one time, though no seat of theirs is at that time any more. */
  private static final String PASSED_OVER_FOR_NOTHING =
      """
      SELECT COUNT(*) FROM waitlist_entry w WHERE w.skipped = 'time-conflict' AND NOT EXISTS (
        SELECT 1 FROM enrollment e JOIN meeting m ON m.section_id = e.section_id
        JOIN meeting n ON n.section_id = w.section_id AND n.day = m.day
          AND n.starts_at < m.ends_at AND m.starts_at < n.ends_at
        WHERE e.student_id = w.student_id)\
      """;

  private static RunningSystem system;

  @BeforeAll
  static void start() {
    system = RunningSystem.start("rules", STUDENTS, "--rules", "--workers=3", "--restart");
  }

  @AfterAll
  static void stop() {
    system.close();
  }

  @Test
  void whateverSectionsDecideAtOnceNobodyBreaksARule() throws Exception {
    List<String> offered = offered();
    List<String> sections = offered.subList(0, SECTIONS);
    system.writer().execute("UPDATE student SET max_credits = 9");
    // So few seats that many wait.
    for (String section : sections) {
      system
          .writer()
          .execute(
              "UPDATE section SET capacity = 12, waitlist_limit = 20 WHERE id = '%s'"
                  .formatted(section));
    }
    var random = new Random(15);
    var calls = new ArrayList<Callable<Integer>>();
    for (int i = 0; i < STUDENTS; i++) {
      String student = system.student(i);
      var wanted = new ArrayList<>(sections);
      Collections.shuffle(wanted, random);
      prepare(student, wanted.subList(0, EACH));
      if (i % 5 == 0) {
        calls.add(() -> applyForCart(student));
        continue;
      }
      for (String section : wanted.subList(0, EACH)) {
        calls.add(() -> system.enroll("gateway-service", student, section).statusCode());
      }
    }
    Collections.shuffle(calls, random);
    int half = calls.size() / 2;
    assertThat(atOnce(calls.subList(0, half))).containsOnly(202);
    system.kill("waitlist-service-2");
    assertThat(atOnce(calls.subList(half, calls.size()))).containsOnly(202);
    awaitAllDecided(STUDENTS * EACH);
    assertKept();
    assertThat(count("request WHERE reason = 'time-conflict' AND facts LIKE '%startsAt%'"))
        .isGreaterThan(20);
    assertThat(count("request WHERE reason = 'credit-limit' AND facts LIKE '%limit%'"))
        .isGreaterThan(20);
    assertThat(
            count(
                "request WHERE reason = 'bundle-satisfied' OR facts LIKE '%\"bundle-satisfied\"%'"))
        .isGreaterThan(20);
    assertThat(count("request WHERE rules_version IS NULL")).isZero();
    assertThat(count("waitlist_entry")).isGreaterThan(40);

    // Seats come free by drops, and the registrar changes rules and holds under them.
    List<String[]> held =
        system
            .writer()
            .column("SELECT CONCAT(student_id, ' ', section_id) FROM enrollment ORDER BY number")
            .stream()
            .limit(STUDENTS)
            .map(pair -> pair.split(" ", 2))
            .toList();
    // Every other one is swapped, for a seat where most are free, or where many wait.
    Deque<String> roomy = new ArrayDeque<>(offered.subList(SECTIONS, offered.size()));
    var askedFor = new HashMap<String, Deque<String>>();
    var drops = new ArrayList<Callable<Integer>>();
    for (int i = 0; i < held.size(); i++) {
      String[] seat = held.get(i);
      String other =
          i % 4 == 1
              ? next(roomy)
              : askedFor.computeIfAbsent(seat[0], who -> notAskedFor(who, sections)).pop();
      drops.add(
          i % 2 == 0
              ? () -> system.as(seat[0]).delete(system.api("/enrollments/" + seat[1])).statusCode()
              : () -> swap(seat[0], other, seat[1]));
    }
    drops.add(half / 10, () -> hold(system.student(7)));
    drops.add(half / 20, StudentRulesJourney::requireNoHolds);
    try (var _ = new Watch()) {
      assertThat(atOnce(drops.subList(0, drops.size() / 2))).allMatch(status -> status < 300);
      system.kill("waitlist-service-3");
      assertThat(atOnce(drops.subList(drops.size() / 2, drops.size())))
          .allMatch(status -> status < 300);
      awaitAllDecided(STUDENTS * EACH + held.size());
    }
    assertKept();
    assertThat(count("mail_intent WHERE kind = 'promoted'")).isGreaterThan(10);
    assertThat(count("request WHERE type = 'swap' AND state = 'admitted'")).isGreaterThan(10);
    assertThat(count("request WHERE type = 'swap' AND state = 'waitlisted'")).isGreaterThan(10);
    assertThat(count(SWAPPED + " s.number IS NULL AND r.facts LIKE '%swappedFor%'"))
        .as("seats that were given up for nothing")
        .isZero();
    assertThat(
            count(
                SWAPPED
                    + " s.number IS NOT NULL AND (e.number IS NOT NULL OR r.state <> 'dropped')"))
        .as("seats that were not given up")
        .isZero();
  }

  private static List<String> offered() {
    return system
        .writer()
        .column(
            """
            SELECT s.id FROM section s WHERE s.id LIKE '%1___-01'
              AND NOT EXISTS (SELECT 1 FROM section_cohort c WHERE c.section_id = s.id)
            ORDER BY s.course_id\
            """);
  }

  private static String next(Deque<String> sections) {
    sections.addLast(sections.removeFirst());
    return sections.getLast();
  }

  private static Integer swap(String student, String section, String source) {
    return system
        .as(student)
        .contentType(ContentType.JSON)
        .body(Map.of("type", "swap", "section", section, "source", source))
        .post(system.api("/requests"))
        .statusCode();
  }

  private static Deque<String> notAskedFor(String student, List<String> sections) {
    List<String> asked =
        system
            .writer()
            .column("SELECT section_id FROM request WHERE student_id = '%s'".formatted(student));
    var others = new ArrayDeque<>(sections);
    others.removeAll(asked);
    return others;
  }

  /** Looks at the tables all the time: P1 and P2 are true of every commit, P2 by their keys. */
  private static final class Watch implements AutoCloseable {

    private final Database database = system.writer();
    private final AtomicLong looks = new AtomicLong();
    private final AtomicLong oversold = new AtomicLong();
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final CompletableFuture<Void> looking = CompletableFuture.runAsync(this::look);

    private void look() {
      while (!isOver.get()) {
        var unused = oversold.addAndGet(database.number(OVERSOLD));
        unused = looks.incrementAndGet();
      }
    }

    @Override
    public void close() {
      isOver.set(true);
      looking.join();
      assertThat(looks.get()).isGreaterThan(10);
      assertThat(oversold.get()).isZero();
    }
  }

  /** Of the first three one is enough, and of the next three six credits. */
  private static void prepare(String student, List<String> sections) {
    system
        .as(student)
        .contentType(ContentType.JSON)
        .body(
            Map.of(
                "sections",
                sections,
                "bundles",
                List.of(
                    Map.of("sections", sections.subList(0, 3), "maxSections", 1),
                    Map.of("sections", sections.subList(3, 6), "maxCredits", 6))))
        .put(system.api("/cart"))
        .then()
        .statusCode(200);
  }

  private static Integer applyForCart(String student) {
    Response answer = system.as(student).post(system.api("/cart/requests"));
    answer.then().body("requests.status", everyItem(equalTo(202)));
    return answer.statusCode();
  }

  private static Integer hold(String student) {
    return system
        .asRegistrar()
        .contentType(ContentType.JSON)
        .body("{\"student\":\"%s\",\"code\":\"tuition\",\"reason\":\"due\"}".formatted(student))
        .put(system.registrar("/holds"))
        .statusCode();
  }

  /** Everything as it was, but for holds. */
  private static Integer requireNoHolds() {
    return system
        .asRegistrar()
        .contentType(ContentType.JSON)
        .body(
            """
            {"rules": {"other-cohort": {}, "already-passed": {"retakeUpTo": 2.5}, "prerequisite-missing": {},
              "corequisite-missing": {}, "time-conflict": {}, "credit-limit": {"byGradeAverage": [{"from": 4, "more": 3}]},
              "bundle-satisfied": {}},
             "reason": "fees are waived"}\
            """)
        .put(system.registrar("/terms/2027-1/rules"))
        .statusCode();
  }

  private static List<Integer> atOnce(List<Callable<Integer>> calls) throws Exception {
    try (var callers = Executors.newFixedThreadPool(CALLERS)) {
      var statuses = new ArrayList<Integer>();
      for (Future<Integer> answer : callers.invokeAll(calls)) {
        statuses.add(answer.get());
      }
      return statuses;
    }
  }

  private static void awaitAllDecided(long requests) {
    await().atMost(PATIENCE).until(() -> count("request"), journaled -> journaled == requests);
    for (String rows :
        List.of(
            "request WHERE state = 'waiting'", "waitlist_review", "section_due", "seat_release")) {
      await().atMost(PATIENCE).until(() -> count(rows), left -> left == 0);
    }
  }

  private static void assertKept() {
    assertThat(system.writer().number(SEATS_AT_ONE_TIME)).isZero();
    assertThat(system.writer().number(STUDENTS_ABOVE_THEIR_CREDITS)).isZero();
    assertThat(system.writer().number(BUNDLES_EXCEEDED)).isZero();
    assertThat(system.writer().number(OVERSOLD)).isZero();
    assertThat(system.writer().number(WAITING_BESIDE_A_FREE_SEAT)).isZero();
    assertThat(system.writer().number(PASSED_OVER_FOR_NOTHING)).isZero();
    assertThat(count("waitlist_entry WHERE skipped = 'hold'")).isZero();
    assertThat(count("request WHERE state = 'quarantined'")).isZero();
  }

  private static long count(String rows) {
    return system.writer().number("SELECT COUNT(*) FROM " + rows);
  }
}
