-- What operators hold up. Every process looks here, so that it holds through restarts.
CREATE TABLE pause (
  work       VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- Only in this term, or section; '': everywhere.
  term_id    VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  section_id VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  -- What students are told who can't join.
  message    VARCHAR(200) NOT NULL DEFAULT '',
  since      DATETIME(3) NOT NULL,
  who        VARCHAR(100) NOT NULL,
  reason     VARCHAR(500) NOT NULL,
  PRIMARY KEY (work, term_id, section_id),
  CONSTRAINT pause_work CHECK (work IN ('accepting', 'deciding', 'mail')),
  CONSTRAINT pause_scope CHECK (
    (term_id = '' OR section_id = '') AND (work = 'deciding' OR section_id = '') AND (work <> 'mail' OR term_id = ''))
) DEFAULT CHARACTER SET utf8mb4;
