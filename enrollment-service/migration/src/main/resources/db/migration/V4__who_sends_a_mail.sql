-- A notifier that hears nothing of its statement finds out on another connection whether it was carried out.

ALTER TABLE mail
  -- Which attempt is sending it, or was the last to; a UUID.
  ADD COLUMN claim CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL;

-- Those that are being sent get one, too, so that they can be rescued.
UPDATE mail SET claim = UUID() WHERE state = 'sending';
