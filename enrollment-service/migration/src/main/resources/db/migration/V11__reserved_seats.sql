-- Seats that a section keeps for a cohort until an instant; then they are open to everybody, whoever waits first.
-- Written under the section's lock.
CREATE TABLE section_reserve (
  id            BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  section_id    VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- Whoever is in several cohorts takes of the one that comes first.
  position      INT NOT NULL,
  -- 0 and '': any.
  year          INT NOT NULL,
  department_id VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  group_name    VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  seats         INT NOT NULL,
  -- How many of them are taken, as long as they are kept.
  taken         INT NOT NULL DEFAULT 0,
  until_at      DATETIME(3) NOT NULL,
  -- Whether the waitlist was served since they are open to everybody.
  released      BOOLEAN NOT NULL DEFAULT FALSE,
  UNIQUE KEY section_reserve_of_a_cohort (section_id, year, department_id, group_name),
  KEY section_reserve_to_release (released, until_at),
  CONSTRAINT section_reserve_of_a_section FOREIGN KEY (section_id) REFERENCES section (id),
  CONSTRAINT section_reserve_year CHECK (year BETWEEN 0 AND 9),
  CONSTRAINT section_reserve_for_somebody CHECK (year > 0 OR department_id <> '' OR group_name <> ''),
  CONSTRAINT section_reserve_seats CHECK (seats > 0 AND taken >= 0)
) DEFAULT CHARACTER SET utf8mb4;

-- The reserve that the seat was taken of, which may be gone; 0: an open seat.
ALTER TABLE enrollment ADD COLUMN reserve_id BIGINT NOT NULL DEFAULT 0;
