-- The office's tables, the journal of requests, seats and mail intents.
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
  -- Rises with every commit that changes the section, so that readers can tell newer from older.
  version    BIGINT NOT NULL DEFAULT 0,
  UNIQUE KEY section_of_its_course (id, course_id, term_id),
  CONSTRAINT section_id_form CHECK (id REGEXP '^[A-Z0-9][A-Z0-9-]{0,23}$'),
  CONSTRAINT section_in_a_term FOREIGN KEY (term_id) REFERENCES term (id),
  CONSTRAINT section_of_a_course FOREIGN KEY (course_id) REFERENCES course (id),
  CONSTRAINT section_capacity CHECK (capacity BETWEEN 0 AND 100000),
  -- P1, the last line of defence.
  CONSTRAINT section_never_oversold CHECK (taken BETWEEN 0 AND capacity)
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

-- The journal: the truth about what was accepted and what is undecided. No foreign keys, because whatever was
-- accepted must be recorded first and judged afterwards.
CREATE TABLE request (
  section_id   VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  number       BIGINT NOT NULL,
  student_id   VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  type         VARCHAR(16) CHARACTER SET ascii NOT NULL,
  accepted_at  DATETIME(3) NOT NULL,
  traceparent  CHAR(55) CHARACTER SET ascii NOT NULL,
  state        VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- Which rule refused it, and the facts that the rule used (JSON).
  reason       VARCHAR(40) CHARACTER SET ascii NULL,
  facts        VARCHAR(500) NULL,
  decided_at   DATETIME(3) NULL,
  PRIMARY KEY (section_id, number),
  KEY request_undecided (state, section_id, number),
  KEY request_of_a_student (student_id, section_id, number),
  CONSTRAINT request_type CHECK (type IN ('enroll')),
  CONSTRAINT request_state CHECK (state IN ('pending', 'admitted', 'refused', 'quarantined')),
  CONSTRAINT request_decided_once CHECK ((state = 'pending') = (decided_at IS NULL)),
  CONSTRAINT request_refused_with_a_reason CHECK ((state IN ('refused', 'quarantined')) = (reason IS NOT NULL))
) DEFAULT CHARACTER SET utf8mb4;

-- A row is a taken seat.
CREATE TABLE enrollment (
  section_id  VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  student_id  VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  course_id   VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  term_id     VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- The request that won the seat.
  number      BIGINT NOT NULL,
  enrolled_at DATETIME(3) NOT NULL,
  -- P2, the last line of defence.
  PRIMARY KEY (section_id, student_id),
  UNIQUE KEY enrollment_in_one_section_of_a_course (student_id, term_id, course_id),
  UNIQUE KEY enrollment_one_seat_a_receipt (section_id, number),
  CONSTRAINT enrollment_in_a_section FOREIGN KEY (section_id, course_id, term_id)
    REFERENCES section (id, course_id, term_id),
  CONSTRAINT enrollment_of_a_student FOREIGN KEY (student_id) REFERENCES student (id)
) DEFAULT CHARACTER SET utf8mb4;

-- Mail intents, written in the transaction that decided: pending → queued → sending → sent | failed.
CREATE TABLE mail (
  id             BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  section_id     VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  number         BIGINT NOT NULL,
  student_id     VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  kind           VARCHAR(16) CHARACTER SET ascii NOT NULL,
  state          VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  attempts       INT NOT NULL DEFAULT 0,
  -- Attempts whose outcome nobody knows; the mail then says that it may be a repetition.
  doubtful       INT NOT NULL DEFAULT 0,
  -- When the row came into its present state.
  since          DATETIME(3) NOT NULL,
  ses_message_id VARCHAR(100) CHARACTER SET ascii NULL,
  failure        VARCHAR(200) NULL,
  UNIQUE KEY mail_once_a_decision (section_id, number, kind),
  KEY mail_by_state (state, id),
  CONSTRAINT mail_kind CHECK (kind IN ('admitted', 'refused')),
  CONSTRAINT mail_state CHECK (state IN ('pending', 'queued', 'sending', 'sent', 'failed'))
) DEFAULT CHARACTER SET utf8mb4;

-- One row: the epoch that the line's numbers carry. Raised by whoever reopens the line.
CREATE TABLE line_epoch (
  id        INT NOT NULL PRIMARY KEY,
  epoch     BIGINT NOT NULL,
  raised_at DATETIME(3) NOT NULL,
  CONSTRAINT line_epoch_one_row CHECK (id = 1),
  CONSTRAINT line_epoch_range CHECK (epoch BETWEEN 0 AND 8191)
) DEFAULT CHARACTER SET utf8mb4;

INSERT INTO line_epoch (id, epoch, raised_at) VALUES (1, 0, '2026-01-01 00:00:00');
