-- What is offered, to whom and when.
-- Understood by MariaDB 11.4 and by MySQL 8 (Aurora MySQL 3) alike. Times are UTC. Ids compare byte by byte.

CREATE TABLE term (
  id        VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  name_ko   VARCHAR(80) NOT NULL,
  name_en   VARCHAR(80) NOT NULL,
  zone      VARCHAR(40) CHARACTER SET ascii NOT NULL,
  starts_on DATE NOT NULL,
  ends_on   DATE NOT NULL,
  CONSTRAINT term_ends_after_its_start CHECK (starts_on < ends_on)
) DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE department (
  id      VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  name_ko VARCHAR(80) NOT NULL,
  name_en VARCHAR(80) NOT NULL
) DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE course (
  id            VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  department_id VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  title_ko      VARCHAR(120) NOT NULL,
  title_en      VARCHAR(120) NOT NULL,
  credits       INT NOT NULL,
  CONSTRAINT course_of_a_department FOREIGN KEY (department_id) REFERENCES department (id),
  CONSTRAINT course_credits CHECK (credits BETWEEN 0 AND 9)
) DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE section (
  id         VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  term_id    VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  course_id  VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  teacher_ko VARCHAR(60) NOT NULL,
  teacher_en VARCHAR(60) NOT NULL,
  capacity   INT NOT NULL,
  taken      INT NOT NULL DEFAULT 0,
  -- Students who may wait for a seat.
  waitlist_limit INT NOT NULL DEFAULT 0,
  -- Students who do and have a rank; above the limit if that was lowered, or somebody is eligible again.
  waitlisted INT NOT NULL DEFAULT 0,
  -- Rises with every commit that changes the section, so that readers can tell newer from older.
  version    BIGINT NOT NULL DEFAULT 0,
  UNIQUE KEY section_of_its_course (id, course_id, term_id),
  CONSTRAINT section_id_form CHECK (id REGEXP '^[A-Z0-9][A-Z0-9-]{0,23}$'),
  CONSTRAINT section_in_a_term FOREIGN KEY (term_id) REFERENCES term (id),
  CONSTRAINT section_of_a_course FOREIGN KEY (course_id) REFERENCES course (id),
  CONSTRAINT section_capacity CHECK (capacity BETWEEN 0 AND 100000),
  -- P1, the last line of defence.
  CONSTRAINT section_never_oversold CHECK (taken BETWEEN 0 AND capacity),
  CONSTRAINT section_waitlist_limit CHECK (waitlist_limit BETWEEN 0 AND 10000),
  CONSTRAINT section_waitlisted CHECK (waitlisted >= 0)
) DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE meeting (
  section_id VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- 1 Monday to 7 Sunday
  day        INT NOT NULL,
  starts_at  TIME NOT NULL,
  ends_at    TIME NOT NULL,
  room       VARCHAR(40) NOT NULL,
  PRIMARY KEY (section_id, day, starts_at),
  CONSTRAINT meeting_of_a_section FOREIGN KEY (section_id) REFERENCES section (id),
  CONSTRAINT meeting_day CHECK (day BETWEEN 1 AND 7),
  CONSTRAINT meeting_ends_after_its_start CHECK (starts_at < ends_at)
) DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE student (
  id            VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  name_ko       VARCHAR(60) NOT NULL,
  name_en       VARCHAR(60) NOT NULL,
  email         VARCHAR(254) NOT NULL,
  language      CHAR(2) CHARACTER SET ascii NOT NULL,
  year          INT NOT NULL,
  department_id VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  max_credits   INT NOT NULL,
  -- By the database's clock; gateways keep a copy of all students' years by it.
  changed_at    DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  KEY student_by_change (changed_at, id),
  CONSTRAINT student_of_a_department FOREIGN KEY (department_id) REFERENCES department (id),
  CONSTRAINT student_language CHECK (language IN ('ko', 'en')),
  CONSTRAINT student_year CHECK (year BETWEEN 1 AND 9),
  CONSTRAINT student_max_credits CHECK (max_credits BETWEEN 0 AND 60)
) DEFAULT CHARACTER SET utf8mb4;

-- When a cohort (a year) may register.
CREATE TABLE registration_window (
  term_id   VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  year      INT NOT NULL,
  opens_at  DATETIME(3) NOT NULL,
  closes_at DATETIME(3) NOT NULL,
  PRIMARY KEY (term_id, year),
  CONSTRAINT window_of_a_term FOREIGN KEY (term_id) REFERENCES term (id),
  CONSTRAINT window_closes_after_it_opens CHECK (opens_at < closes_at)
) DEFAULT CHARACTER SET utf8mb4;
