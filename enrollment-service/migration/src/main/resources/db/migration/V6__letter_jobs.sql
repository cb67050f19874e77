-- Dead letters that are replayed or discarded by jobs, and who did what and why.

-- A request that is quarantined, or set aside, is recorded even if its letter got lost: then nobody has seen one yet.
ALTER TABLE dead_letter MODIFY sent_at DATETIME(3) NULL;
ALTER TABLE dead_letter MODIFY last_seen DATETIME(3) NULL;
ALTER TABLE dead_letter DROP CONSTRAINT dead_letter_state;
ALTER TABLE dead_letter ADD CONSTRAINT dead_letter_state
  CHECK (state IN ('open', 'replaying', 'moved', 'resolved', 'discarded'));

-- What an operator has done to dead letters that were chosen at one moment.
CREATE TABLE letter_job (
  id              BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind            VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- Letters a second.
  rate            INT NOT NULL,
  letters         INT NOT NULL,
  state           VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- When it came into its present state.
  since           DATETIME(3) NOT NULL,
  -- Whether it goes well is judged by what became of letters since.
  judged_from     DATETIME(3) NOT NULL,
  stopped_because VARCHAR(200) NULL,
  created_by      VARCHAR(100) NOT NULL,
  created_at      DATETIME(3) NOT NULL,
  reason          VARCHAR(500) NOT NULL,
  approved_by     VARCHAR(100) NULL,
  -- The process that carries it out, a UUID, and until when it may without saying so again.
  lease_by        CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
  lease_until     DATETIME(3) NULL,
  KEY letter_job_by_state (state, id),
  CONSTRAINT letter_job_kind CHECK (kind IN ('replay', 'discard')),
  CONSTRAINT letter_job_rate CHECK (rate BETWEEN 1 AND 50),
  CONSTRAINT letter_job_state CHECK (state IN ('unapproved', 'running', 'paused', 'stopped', 'cancelled', 'done'))
) DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE letter_job_item (
  job_id     BIGINT NOT NULL,
  -- By section and number, from 1.
  position   INT NOT NULL,
  letter_id  BIGINT NOT NULL,
  -- Of the letter; '' if it is not one request's.
  section_id VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  state      VARCHAR(9) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- How often the letter had come back when it was sent.
  returns    INT NOT NULL,
  sent_at    DATETIME(3) NULL,
  changed_at DATETIME(3) NOT NULL,
  -- Why it was skipped.
  note       VARCHAR(100) NULL,
  PRIMARY KEY (job_id, position),
  KEY letter_job_item_next (job_id, state, section_id, position),
  KEY letter_job_item_results (job_id, state, changed_at, sent_at),
  KEY letter_job_item_of_a_letter (letter_id),
  CONSTRAINT letter_job_item_of_a_job FOREIGN KEY (job_id) REFERENCES letter_job (id),
  CONSTRAINT letter_job_item_state CHECK (state IN ('picked', 'sent', 'decided', 'returned', 'discarded', 'skipped'))
) DEFAULT CHARACTER SET utf8mb4;

-- What operators did. Rows are written in the transaction of what they tell, and never changed.
CREATE TABLE audit (
  id      BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  at      DATETIME(3) NOT NULL,
  who     VARCHAR(100) NOT NULL,
  action  VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- What it was done to, such as 'job 7'.
  subject VARCHAR(100) NOT NULL,
  reason  VARCHAR(500) NOT NULL,
  -- JSON
  before_value TEXT NULL,
  after_value  TEXT NULL
) DEFAULT CHARACTER SET utf8mb4;
