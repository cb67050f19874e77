package io.sugang.local.university;

import static io.sugang.local.university.Names.pick;

import io.sugang.local.university.Names.Name;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A believable university, the same for the same seed: 30 departments with 15 courses each and two
 * sections a course, and as many students as wanted, in four years.
 */
public final class University {

  /** Names the only term. */
  public static final String TERM = "2027-1";

  private static final int COURSES_A_DEPARTMENT = 15;
  private static final int SECTIONS_A_COURSE = 2;

  // Code, Korean and English name, building.
  private static final List<Name> DEPARTMENTS =
      Names.pairs(
          "국어국문학과 KOR Korean Language and Literature,영어영문학과 ENG English Language and Literature,"
              + "사학과 HIS History,철학과 PHI Philosophy,심리학과 PSY Psychology,사회학과 SOC Sociology,"
              + "정치외교학과 POL Political Science,경제학과 ECO Economics,경영학과 BUS Business Administration,"
              + "행정학과 PUB Public Administration,법학과 LAW Law,미디어학과 MED Media and Communication,"
              + "교육학과 EDU Education,수학과 MAT Mathematics,통계학과 STA Statistics,물리학과 PHY Physics,"
              + "화학과 CHM Chemistry,생명과학과 BIO Life Science,지구환경과학과 EAR Earth and Environment,"
              + "컴퓨터공학과 CSE Computer Science and Engineering,전자공학과 ELE Electronic Engineering,"
              + "기계공학과 MEC Mechanical Engineering,화공생명공학과 CHE Chemical Engineering,"
              + "건축학과 ARC Architecture,토목공학과 CIV Civil Engineering,산업공학과 IND Industrial Engineering,"
              + "간호학과 NUR Nursing,식품영양학과 NUT Food and Nutrition,체육학과 SPO Sport Science,음악과 MUS Music");

  private static final List<Name> SUBJECTS =
      Names.pairs(
          "개론 Introduction,원론 Principles,역사 History,방법론 Methods,세미나 Seminar,실험 Laboratory,"
              + "특강 Special Topics,연습 Practice,이론 Theory,응용 Applications,분석 Analysis,설계 Design,"
              + "윤리 Ethics,프로젝트 Project,현대 과제 Contemporary Problems");

  private static final List<Slot> SLOTS =
      List.of(
          new Slot(List.of(1, 3), LocalTime.of(9, 0), 75),
          new Slot(List.of(1, 3), LocalTime.of(10, 30), 75),
          new Slot(List.of(1, 3), LocalTime.of(13, 0), 75),
          new Slot(List.of(1, 3), LocalTime.of(14, 30), 75),
          new Slot(List.of(1, 3), LocalTime.of(16, 0), 75),
          new Slot(List.of(2, 4), LocalTime.of(9, 0), 75),
          new Slot(List.of(2, 4), LocalTime.of(10, 30), 75),
          new Slot(List.of(2, 4), LocalTime.of(13, 0), 75),
          new Slot(List.of(2, 4), LocalTime.of(14, 30), 75),
          new Slot(List.of(2, 4), LocalTime.of(16, 0), 75),
          new Slot(List.of(5), LocalTime.of(9, 0), 170),
          new Slot(List.of(5), LocalTime.of(13, 0), 170),
          new Slot(List.of(3), LocalTime.of(18, 0), 170));

  private static final List<Integer> CAPACITIES =
      List.of(15, 20, 20, 25, 30, 30, 30, 35, 40, 40, 45, 50, 60, 60, 80, 100, 120, 150, 200, 300);

  private final List<Department> departments = new ArrayList<>();
  private final List<Course> courses = new ArrayList<>();
  private final List<Section> sections = new ArrayList<>();
  private final List<Student> students = new ArrayList<>();

  record Slot(List<Integer> days, LocalTime startsAt, int minutes) {}

  record Department(String id, Name name) {}

  record Course(String id, String department, Name title, int credits) {}

  record Meeting(int day, LocalTime startsAt, LocalTime endsAt, String room) {}

  record Section(String id, String course, Name teacher, int capacity, List<Meeting> meetings) {}

  record Student(
      String id, Name name, String email, String language, int year, String department) {}

  private University() {}

  /** Founds the university of a seed with so many students. */
  public static University found(long seed, int students) {
    var university = new University();
    university.offerCourses(new SplittableRandom(seed));
    university.matriculate(new SplittableRandom(seed + 1), students);
    return university;
  }

  /** The ids of the first students, whatever the seed: years 1 to 4 and departments in turn. */
  public static List<String> studentIds(int count) {
    return IntStream.range(0, count).mapToObj(University::studentId).toList();
  }

  private static String studentId(int index) {
    int year = index % 4 + 1;
    int department = index / 4 % DEPARTMENTS.size() + 1;
    int serial = index / 4 / DEPARTMENTS.size() + 1;
    return "%d%02d%04d".formatted(2028 - year, department, serial);
  }

  /** For which year a department's course is meant, from 1; by its place among the others. */
  static int level(int index) {
    return index / 4 + 1;
  }

  private void offerCourses(SplittableRandom random) {
    for (Name entry : DEPARTMENTS) {
      String id = entry.english().substring(0, 3);
      var name = new Name(entry.korean(), entry.english().substring(4));
      departments.add(new Department(id, name));
      String building = "%d관".formatted(departments.size());
      List<Name> teachers = IntStream.range(0, 12).mapToObj(i -> Names.any(random)).toList();
      for (int i = 0; i < COURSES_A_DEPARTMENT; i++) {
        Name subject = SUBJECTS.get(i);
        String courseId = "%s%d0%02d".formatted(id, level(i), i + 1);
        var title =
            new Name(
                name.korean().replaceAll("과$", "") + " " + subject.korean(),
                name.english() + ": " + subject.english());
        int credits = subject.english().equals("Seminar") ? 1 : random.nextInt(4) == 0 ? 2 : 3;
        courses.add(new Course(courseId, id, title, credits));
        for (int s = 1; s <= SECTIONS_A_COURSE; s++) {
          sections.add(
              new Section(
                  "%s-%02d".formatted(courseId, s),
                  courseId,
                  pick(teachers, random),
                  pick(CAPACITIES, random),
                  meetings(pick(SLOTS, random), building, random)));
        }
      }
    }
  }

  private static List<Meeting> meetings(Slot slot, String building, SplittableRandom random) {
    String room = "%s %d호".formatted(building, 100 * random.nextInt(1, 7) + random.nextInt(1, 30));
    return slot.days().stream()
        .map(
            day ->
                new Meeting(
                    day, slot.startsAt(), slot.startsAt().plusMinutes(slot.minutes()), room))
        .toList();
  }

  private void matriculate(SplittableRandom random, int count) {
    for (int i = 0; i < count; i++) {
      String id = studentId(i);
      students.add(
          new Student(
              id,
              Names.any(random),
              id + "@student.sugang.example",
              random.nextInt(8) == 0 ? "en" : "ko",
              i % 4 + 1,
              departments.get(i / 4 % departments.size()).id()));
    }
  }

  List<Department> departments() {
    return departments;
  }

  List<Course> courses() {
    return courses;
  }

  List<Section> sections() {
    return sections;
  }

  List<Student> students() {
    return students;
  }
}
