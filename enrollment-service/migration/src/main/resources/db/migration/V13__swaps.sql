-- A swap asks for a seat and gives up another one for it: the one in the source section that request `releases` won.
ALTER TABLE request
  DROP CONSTRAINT request_type,
  DROP CONSTRAINT request_drop_releases,
  ADD COLUMN source_section_id VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NULL AFTER releases,
  ADD CONSTRAINT request_known_type CHECK (type IN ('enroll', 'swap', 'drop')),
  ADD CONSTRAINT request_releases CHECK ((type IN ('swap', 'drop')) = (releases IS NOT NULL)),
  ADD CONSTRAINT request_source CHECK ((type = 'swap') = (source_section_id IS NOT NULL));
ALTER TABLE number_clash ADD COLUMN source_section_id VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NULL AFTER releases;

-- Seats that nobody holds any more, and that still count as taken: they were given up by a commit of another section,
-- which has no lock on this one, or the term says that they are released later. Whoever gives one up deletes the row of
-- enrollment and writes one here. The worker that serves the section lowers what is taken and deletes this one in its
-- own commit.
CREATE TABLE seat_release (
  section_id VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- The request that had won the seat.
  number     BIGINT NOT NULL,
  -- The reserve that it was taken of; 0: an open seat.
  reserve_id BIGINT NOT NULL,
  -- When it is released, in UTC; 1970: at once.
  due_at     DATETIME(3) NOT NULL,
  -- Whether the section's line shows that it was given up.
  is_shown   BOOLEAN NOT NULL,
  PRIMARY KEY (section_id, number)
  -- No foreign key: its check would wait for the worker that holds the section.
) DEFAULT CHARACTER SET utf8mb4;

-- When a term's seats that are given back are released; the latest one applies, none: at once. Never changed.
CREATE TABLE term_seat_release (
  term_id       VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- The term's rules_version since when it applies.
  version       INT NOT NULL,
  kind          VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- At times: times of day with commas between them, by the clock of the term's zone.
  times         VARCHAR(200) CHARACTER SET ascii NULL,
  -- After a delay: its bounds, and the secret that it is drawn by (hex), which is told once registration is over.
  least_seconds INT NULL,
  most_seconds  INT NULL,
  seed          CHAR(64) CHARACTER SET ascii NULL,
  since         DATETIME(3) NOT NULL,
  PRIMARY KEY (term_id, version),
  CONSTRAINT seat_release_of_a_term FOREIGN KEY (term_id) REFERENCES term (id),
  CONSTRAINT seat_release_kind CHECK (kind IN ('at-once', 'at-times', 'after-delay')),
  CONSTRAINT seat_release_times CHECK ((kind = 'at-times') = (times IS NOT NULL)),
  CONSTRAINT seat_release_delay CHECK ((kind = 'after-delay') =
    (least_seconds IS NOT NULL AND most_seconds IS NOT NULL AND seed IS NOT NULL))
) DEFAULT CHARACTER SET utf8mb4;
