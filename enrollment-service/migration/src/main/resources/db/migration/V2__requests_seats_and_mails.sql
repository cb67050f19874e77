-- The journal of requests, seats, waitlists, mail intents and the line's epoch.

-- The journal: the truth about what was accepted and what is undecided. No foreign keys, because whatever was
-- accepted must be recorded first and judged afterwards.
CREATE TABLE request (
  section_id   VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  number       BIGINT NOT NULL,
  student_id   VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  type         VARCHAR(16) CHARACTER SET ascii NOT NULL,
  -- Of a drop: the number of the request that it drops, wherever that is: in the line, on the waitlist, or a seat.
  releases     BIGINT NULL,
  accepted_at  DATETIME(3) NOT NULL,
  traceparent  CHAR(55) CHARACTER SET ascii NOT NULL,
  state        VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- Which rule refused it, or passes it over on the waitlist, and the facts that the rule used (JSON).
  reason       VARCHAR(40) CHARACTER SET ascii NULL,
  facts        VARCHAR(500) NULL,
  decided_at   DATETIME(3) NULL,
  -- When its state changed after the decision: promoted, dropped, passed over or ranked again.
  changed_at   DATETIME(3) NULL,
  PRIMARY KEY (section_id, number),
  KEY request_undecided (state, section_id, number),
  KEY request_of_a_student (student_id, section_id, number),
  CONSTRAINT request_type CHECK (type IN ('enroll', 'drop')),
  CONSTRAINT request_drop_releases CHECK ((type = 'drop') = (releases IS NOT NULL)),
  -- A drop that was carried out is done. What it released is withdrawn if it was undecided, else dropped.
  CONSTRAINT request_state CHECK (state IN
    ('waiting', 'admitted', 'waitlisted', 'refused', 'quarantined', 'withdrawn', 'dropped', 'done')),
  CONSTRAINT request_decided_once CHECK ((state = 'waiting') = (decided_at IS NULL)),
  -- Who is passed over on the waitlist is given the reason, too.
  CONSTRAINT request_refused_with_a_reason
    CHECK (state = 'waitlisted' OR (state IN ('refused', 'quarantined')) = (reason IS NOT NULL))
) DEFAULT CHARACTER SET utf8mb4;

-- Accepted requests whose number another request has. Each became a dead letter; a replay gives it a new number, for
-- which its receipt stands from then on.
CREATE TABLE number_clash (
  section_id  VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  number      BIGINT NOT NULL,
  student_id  VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  type        VARCHAR(16) CHARACTER SET ascii NOT NULL,
  releases    BIGINT NULL,
  accepted_at DATETIME(3) NOT NULL,
  traceparent CHAR(55) CHARACTER SET ascii NOT NULL,
  since       DATETIME(3) NOT NULL,
  new_number  BIGINT NULL,
  PRIMARY KEY (section_id, number, student_id),
  KEY number_clash_of_a_student (student_id)
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

-- A row is a place on a waitlist. The rank is the order of the numbers.
CREATE TABLE waitlist_entry (
  section_id VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- The request that won the place.
  number     BIGINT NOT NULL,
  student_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  since      DATETIME(3) NOT NULL,
  -- Why it is passed over, outside the rank and the limit: the rule in the way, or that its promotion failed; 'retry'
  -- if it is to be tried again. NULL: it has a rank.
  skipped    VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL,
  PRIMARY KEY (section_id, number),
  UNIQUE KEY waitlist_one_place_a_student (section_id, student_id),
  KEY waitlist_of_a_student (student_id),
  CONSTRAINT waitlist_of_a_section FOREIGN KEY (section_id) REFERENCES section (id),
  CONSTRAINT waitlist_for_a_student FOREIGN KEY (student_id) REFERENCES student (id)
) DEFAULT CHARACTER SET utf8mb4;

-- Sections whose waitlist must be looked at: a seat was added, or somebody on it became eligible. Whoever causes it
-- writes the row in the same commit; the worker that serves the section deletes it in its own.
CREATE TABLE section_due (
  section_id VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  since      DATETIME(3) NOT NULL
  -- No foreign key: its check would wait for the worker that holds the other section.
) DEFAULT CHARACTER SET utf8mb4;

-- Requests whose decision was changed by a later commit, and whose change the line may not show yet. Written in that
-- commit, deleted once the line shows it; a worker that dies in between leaves them to the next.
CREATE TABLE pending_line_update (
  section_id VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  number     BIGINT NOT NULL,
  -- Of the section, after that commit.
  version    BIGINT NOT NULL,
  PRIMARY KEY (section_id, number)
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
  -- Which attempt is sending it, or was the last to; a UUID.
  claim          CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
  -- Attempts whose outcome nobody knows; the mail then says that it may be a repetition.
  uncertain      INT NOT NULL DEFAULT 0,
  -- When the row came into its present state.
  since          DATETIME(3) NOT NULL,
  ses_message_id VARCHAR(100) CHARACTER SET ascii NULL,
  failure        VARCHAR(200) NULL,
  UNIQUE KEY mail_once_a_decision (section_id, number, kind),
  KEY mail_by_state (state, id),
  CONSTRAINT mail_kind CHECK (kind IN
    ('admitted', 'waitlisted', 'refused', 'promoted', 'dropped', 'left', 'withdrawn')),
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

-- In which epoch each section's line was opened last. A section of an earlier one is new; one of the present epoch whose
-- line is not in Redis lost it.
CREATE TABLE line_opened (
  section_id VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  epoch      BIGINT NOT NULL
) DEFAULT CHARACTER SET utf8mb4;
