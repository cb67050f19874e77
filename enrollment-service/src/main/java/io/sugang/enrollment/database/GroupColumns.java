package io.sugang.enrollment.database;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Columns of table {@code student_group}; each persistence unit has its own entity over them. */
@MappedSuperclass
public abstract class GroupColumns {

  @Id String studentId;
  @Id String name;

  /** The names of groups by their students. */
  public static Map<String, List<String>> byStudent(Collection<? extends GroupColumns> rows) {
    return rows.stream()
        .collect(groupingBy(row -> row.studentId, mapping(row -> row.name, toList())));
  }

  /** The primary key. */
  public static class Key {
    String studentId;
    String name;

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key
          && Objects.equals(studentId, key.studentId)
          && Objects.equals(name, key.name);
    }

    @Override
    public int hashCode() {
      return Objects.hash(studentId, name);
    }
  }
}
