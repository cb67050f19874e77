-- A line that lost data is noticed, a number that was given twice loses nobody, and who can't be given a seat holds up
-- nobody.

-- In which epoch each section's line was opened last. A section of an earlier one is new; one of the present epoch whose
-- line is not in Redis lost it.
CREATE TABLE line_opened (
  section_id VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  epoch      BIGINT NOT NULL
) DEFAULT CHARACTER SET utf8mb4;

-- Accepted requests whose number another request has. Each became a dead letter; a replay gives it a new number, for
-- which its receipt stands from then on.
CREATE TABLE number_clash (
  section_id  VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  number      BIGINT NOT NULL,
  student_id  VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  type        VARCHAR(16) CHARACTER SET ascii NOT NULL,
  receipt     BIGINT NULL,
  accepted_at DATETIME(3) NOT NULL,
  traceparent CHAR(55) CHARACTER SET ascii NOT NULL,
  since       DATETIME(3) NOT NULL,
  new_number  BIGINT NULL,
  PRIMARY KEY (section_id, number, student_id),
  KEY number_clash_of_a_student (student_id)
) DEFAULT CHARACTER SET utf8mb4;

ALTER TABLE waitlist_entry
  -- Why the place is passed over, outside the rank and the limit: the rule in the way, or that its promotion failed;
  -- 'retry' if it is to be tried again. NULL: it has a rank.
  ADD COLUMN skipped VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL;

ALTER TABLE request
  DROP CONSTRAINT request_refused_with_a_reason,
  -- Who is passed over on the waitlist is told the reason, too.
  ADD CONSTRAINT request_refused_with_a_reason
    CHECK (state = 'waitlisted' OR (state IN ('refused', 'quarantined')) = (reason IS NOT NULL));

ALTER TABLE student
  -- By the database's clock; gateways keep a copy of all cohorts by it.
  ADD COLUMN changed_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  ADD KEY student_by_change (changed_at, id);
