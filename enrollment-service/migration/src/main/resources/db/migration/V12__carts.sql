-- What a student prepares before registration opens. Whoever writes it locks this row, and raises the version. No foreign key
-- leads to students or sections: their rows would be locked for it, and workers decide under these locks.
CREATE TABLE cart (
  student_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  version    INT NOT NULL
) DEFAULT CHARACTER SET utf8mb4;

-- In order of preference.
CREATE TABLE cart_section (
  student_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  section_id VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  position   INT NOT NULL,
  PRIMARY KEY (student_id, section_id),
  CONSTRAINT cart_section_of_a_cart FOREIGN KEY (student_id) REFERENCES cart (student_id)
) DEFAULT CHARACTER SET utf8mb4;

-- Sections of a cart of which the student wants no more than so many, or so many credits.
CREATE TABLE cart_bundle (
  student_id   VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  position     INT NOT NULL,
  max_sections INT,
  max_credits  INT,
  PRIMARY KEY (student_id, position),
  CONSTRAINT cart_bundle_of_a_cart FOREIGN KEY (student_id) REFERENCES cart (student_id),
  CONSTRAINT cart_bundle_has_a_limit CHECK (max_sections IS NOT NULL OR max_credits IS NOT NULL)
) DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE cart_bundle_section (
  student_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  position   INT NOT NULL,
  section_id VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (student_id, position, section_id),
  CONSTRAINT cart_bundle_section_of_a_bundle FOREIGN KEY (student_id, position)
    REFERENCES cart_bundle (student_id, position),
  CONSTRAINT cart_bundle_section_of_a_section FOREIGN KEY (student_id, section_id)
    REFERENCES cart_section (student_id, section_id)
) DEFAULT CHARACTER SET utf8mb4;
