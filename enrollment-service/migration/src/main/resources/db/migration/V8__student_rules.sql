-- Which rules students must keep in a term, and what the rules look at.

-- Rises with whatever the term's rules look at, but students: rule book, sections, meetings, credits, requirements.
-- Whoever changes one of these raises it in the same commit; every batch of decisions reads it first.
ALTER TABLE term ADD COLUMN rules_version INT NOT NULL DEFAULT 0;

-- Every rule book that a term had; the latest one applies.
CREATE TABLE rule_book (
  term_id    VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- The term's rules_version since when it applies.
  version    INT NOT NULL,
  -- A JSON object: rules by name, each with its parameters.
  rules      TEXT NOT NULL,
  since      DATETIME(3) NOT NULL,
  PRIMARY KEY (term_id, version),
  CONSTRAINT rule_book_of_a_term FOREIGN KEY (term_id) REFERENCES term (id)
) DEFAULT CHARACTER SET utf8mb4;

-- By which version of the term's rules it was decided, or changed last. A refusal may tell of several rules.
ALTER TABLE request ADD COLUMN rules_version INT NULL;
ALTER TABLE request MODIFY facts VARCHAR(4000) NULL;

-- 0 to 4.5; NULL: none yet.
ALTER TABLE student ADD COLUMN grade_average DECIMAL(3,2) NULL;

-- Named groups, such as exchange students.
CREATE TABLE student_group (
  student_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name       VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (student_id, name),
  CONSTRAINT group_of_a_student FOREIGN KEY (student_id) REFERENCES student (id)
) DEFAULT CHARACTER SET utf8mb4;

-- Why a student may not register at present.
CREATE TABLE student_hold (
  student_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  code       VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (student_id, code),
  CONSTRAINT hold_of_a_student FOREIGN KEY (student_id) REFERENCES student (id)
) DEFAULT CHARACTER SET utf8mb4;

-- Courses that students passed, each with the best grade. No foreign key to the course: it may be offered no more.
CREATE TABLE course_passed (
  student_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  course_id  VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  grade      DECIMAL(3,2) NOT NULL,
  PRIMARY KEY (student_id, course_id),
  CONSTRAINT passed_by_a_student FOREIGN KEY (student_id) REFERENCES student (id)
) DEFAULT CHARACTER SET utf8mb4;

-- What a course asks for. Of all rows of one kind and position, one course is enough.
CREATE TABLE course_requirement (
  course_id          VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- 'prerequisite': passed before. 'corequisite': passed before, or taken in the same term.
  kind               VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  position           INT NOT NULL,
  required_course_id VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (course_id, kind, position, required_course_id),
  CONSTRAINT requirement_of_a_course FOREIGN KEY (course_id) REFERENCES course (id),
  CONSTRAINT requirement_kind CHECK (kind IN ('prerequisite', 'corequisite')),
  CONSTRAINT requirement_position CHECK (position BETWEEN 1 AND 20)
) DEFAULT CHARACTER SET utf8mb4;

-- Who may take a section; without rows: everybody.
CREATE TABLE section_cohort (
  section_id    VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- 0 and '': any.
  year          INT NOT NULL DEFAULT 0,
  department_id VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  group_name    VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  PRIMARY KEY (section_id, year, department_id, group_name),
  CONSTRAINT cohort_of_a_section FOREIGN KEY (section_id) REFERENCES section (id),
  CONSTRAINT section_cohort_year CHECK (year BETWEEN 0 AND 9),
  CONSTRAINT section_cohort_of_somebody CHECK (year > 0 OR department_id <> '' OR group_name <> '')
) DEFAULT CHARACTER SET utf8mb4;

-- The registrar exempts a student from a rule in a section.
CREATE TABLE rule_override (
  student_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  section_id VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  rule       VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  expires_at DATETIME(3) NOT NULL,
  reason     VARCHAR(500) NOT NULL,
  who        VARCHAR(100) NOT NULL,
  since      DATETIME(3) NOT NULL,
  PRIMARY KEY (student_id, section_id, rule),
  CONSTRAINT override_for_a_student FOREIGN KEY (student_id) REFERENCES student (id)
) DEFAULT CHARACTER SET utf8mb4;

-- Places on waitlists whose students did something elsewhere, or had something done to them, so that they may be
-- eligible no more, or again. Whoever causes it writes the row in the same commit; the worker that reviews the place
-- deletes it in its own.
CREATE TABLE waitlist_review (
  section_id VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  student_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (section_id, student_id)
  -- No foreign key: its check would wait for the worker that holds the other section.
) DEFAULT CHARACTER SET utf8mb4;

INSERT INTO waitlist_review (section_id, student_id) SELECT section_id, student_id FROM waitlist_entry;
