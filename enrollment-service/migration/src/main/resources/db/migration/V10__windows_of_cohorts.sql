-- A window is a cohort's: of a year, a department, a named group, or of who is in all that is named. A cohort may have
-- several, and after the main one an add/drop period. Whoever changes windows raises the term's rules_version.
ALTER TABLE registration_window
  -- 0 and '': any.
  MODIFY year INT NOT NULL DEFAULT 0,
  ADD COLUMN department_id VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' AFTER year,
  ADD COLUMN group_name VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' AFTER department_id,
  ADD COLUMN kind VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'main' AFTER group_name,
  DROP PRIMARY KEY,
  ADD PRIMARY KEY (term_id, year, department_id, group_name, opens_at),
  ADD CONSTRAINT window_kind CHECK (kind IN ('main', 'add-drop')),
  ADD CONSTRAINT window_year CHECK (year BETWEEN 0 AND 9);
