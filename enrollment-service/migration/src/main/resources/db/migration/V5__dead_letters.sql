-- What stands, or stood, in a dead letter queue: copies for operators. A letter is the same as long as its body is: when
-- it is moved back and fails again, it comes back as another message.
CREATE TABLE dead_letter (
  id         BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  -- The queue whose dead letter it is.
  queue      VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- SHA-256 of the body, in hexadecimal digits.
  body_hash  CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  body       MEDIUMTEXT NOT NULL,
  -- What was filed beside it, a JSON object.
  attributes MEDIUMTEXT NOT NULL,
  cause      VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- The cause in English.
  detail     VARCHAR(200) NOT NULL,
  -- Of the request, if it is one.
  section_id VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NULL,
  number     BIGINT NULL,
  student_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
  trace      CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL,
  -- How often it was tried, if that is known.
  attempts   INT NULL,
  first_seen DATETIME(3) NOT NULL,
  -- When the message that stands in the queue, or stood there last, was sent.
  sent_at    DATETIME(3) NOT NULL,
  -- When it was found in its queue last.
  last_seen  DATETIME(3) NOT NULL,
  -- How often it came back: as another message, or after it had left its queue.
  returns    INT NOT NULL DEFAULT 0,
  state      VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- When it came into its present state.
  since      DATETIME(3) NOT NULL,
  UNIQUE KEY dead_letter_once (queue, body_hash),
  KEY dead_letter_by_state (state, queue, cause, id),
  KEY dead_letter_of_a_request (section_id, number),
  CONSTRAINT dead_letter_state CHECK (state IN ('open', 'moved', 'resolved'))
) DEFAULT CHARACTER SET utf8mb4;
