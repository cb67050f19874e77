-- The mail intents of a batch of decisions, in one row of the same commit; whoever has time makes them rows of mail and
-- deletes this one, in one transaction. So each intent is either a member of one row here or a row of mail.
CREATE TABLE mail_batch (
  id         BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  section_id VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- A JSON array of {number, student, kind}, as in mail.
  members    MEDIUMTEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  since      DATETIME(3) NOT NULL
) DEFAULT CHARACTER SET utf8mb4;

-- Every mail intent, wherever it is.
CREATE SQL SECURITY INVOKER VIEW mail_intent AS
SELECT id, NULL AS batch_id, section_id, number, student_id, kind, state, since FROM mail
UNION ALL
SELECT NULL, b.id, b.section_id, m.number, m.student, m.kind, 'pending', b.since
FROM mail_batch b,
  JSON_TABLE(b.members, '$[*]' COLUMNS (
    number BIGINT PATH '$.number',
    student VARCHAR(36) PATH '$.student',
    kind VARCHAR(16) PATH '$.kind')) m;
