-- A swap asks for a seat and gives up another one for it: the one in the source section that request `releases` won.
ALTER TABLE request
  DROP CONSTRAINT request_type,
  DROP CONSTRAINT request_drop_releases,
  ADD COLUMN source_section_id VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NULL AFTER releases,
  ADD CONSTRAINT request_known_type CHECK (type IN ('enroll', 'swap', 'drop')),
  ADD CONSTRAINT request_releases CHECK ((type IN ('swap', 'drop')) = (releases IS NOT NULL)),
  ADD CONSTRAINT request_source CHECK ((type = 'swap') = (source_section_id IS NOT NULL));
ALTER TABLE number_clash ADD COLUMN source_section_id VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NULL AFTER releases;

-- Seats that nobody holds any more, and that still count as taken. A commit that gives up a seat elsewhere has no lock
-- on the section: it deletes the row of enrollment and writes one here. The worker that serves the section lowers what
-- is taken and deletes this one in its own commit.
CREATE TABLE seat_release (
  section_id VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- The request that had won the seat.
  number     BIGINT NOT NULL,
  -- The reserve that it was taken of; 0: an open seat.
  reserve_id BIGINT NOT NULL,
  PRIMARY KEY (section_id, number)
  -- No foreign key: its check would wait for the worker that holds the section.
) DEFAULT CHARACTER SET utf8mb4;
