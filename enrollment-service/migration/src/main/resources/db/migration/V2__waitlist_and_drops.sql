-- The line, whole: students let go of what they have, wait for a seat of a full section, and get it when their turn
-- comes.

ALTER TABLE section
  -- Students who may wait for a seat, 0 or more.
  ADD COLUMN waitlist_limit INT NOT NULL DEFAULT 0,
  -- Students who do.
  ADD COLUMN waitlisted INT NOT NULL DEFAULT 0,
  ADD CONSTRAINT section_waitlist_limit CHECK (waitlist_limit BETWEEN 0 AND 10000),
  ADD CONSTRAINT section_waitlisted CHECK (waitlisted >= 0);

-- A row is a place on a waitlist. The rank is the order of the numbers.
CREATE TABLE waitlist_entry (
  section_id VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- The request that won the place.
  number     BIGINT NOT NULL,
  student_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  since      DATETIME(3) NOT NULL,
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

-- Requests whose decision was changed by a later commit, and which the line may not have been told of yet. Written in
-- that commit, deleted once the line knows; a worker that dies in between leaves them to the next.
CREATE TABLE untold (
  section_id VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  number     BIGINT NOT NULL,
  -- Of the section, after that commit.
  version    BIGINT NOT NULL,
  PRIMARY KEY (section_id, number)
) DEFAULT CHARACTER SET utf8mb4;

ALTER TABLE request
  -- Of a drop: the number of the request whose seat, or place, it lets go.
  ADD COLUMN receipt BIGINT NULL AFTER type,
  -- When its state changed after the decision: promoted, or dropped.
  ADD COLUMN changed_at DATETIME(3) NULL,
  DROP CONSTRAINT request_type,
  DROP CONSTRAINT request_state,
  ADD CONSTRAINT request_type CHECK (type IN ('enroll', 'drop')),
  ADD CONSTRAINT request_drop_of_a_receipt CHECK ((type = 'drop') = (receipt IS NOT NULL)),
  -- A drop that was carried out is done. What it let go is withdrawn if it was undecided, else dropped.
  ADD CONSTRAINT request_state CHECK (state IN
    ('pending', 'admitted', 'waitlisted', 'refused', 'quarantined', 'withdrawn', 'dropped', 'done'));

ALTER TABLE mail
  DROP CONSTRAINT mail_kind,
  ADD CONSTRAINT mail_kind CHECK (kind IN
    ('admitted', 'waitlisted', 'refused', 'promoted', 'dropped', 'left', 'withdrawn'));
