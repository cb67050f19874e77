package io.sugang.enrollment.database;

import io.sugang.contract.enrollment.Enrollment;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Objects;

/** Columns of table {@code enrollment}; each persistence unit has its own entity over them. */
@MappedSuperclass
public abstract class EnrollmentColumns {

  @Id String sectionId;
  @Id String studentId;
  String courseId;
  String termId;
  long number;
  LocalDateTime enrolledAt;

  /** The row as other services see it. */
  public Enrollment toEnrollment() {
    return new Enrollment(sectionId, number, enrolledAt.toInstant(ZoneOffset.UTC));
  }

  /** The primary key. */
  public static class Key {
    String sectionId;
    String studentId;

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key
          && Objects.equals(sectionId, key.sectionId)
          && Objects.equals(studentId, key.studentId);
    }

    @Override
    public int hashCode() {
      return Objects.hash(sectionId, studentId);
    }
  }
}
