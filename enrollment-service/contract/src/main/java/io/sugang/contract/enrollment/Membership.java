package io.sugang.contract.enrollment;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * Which cohorts a student is in, and so when they may register.
 *
 * @param year of study, 1 or more
 * @param department whose programme the student follows
 * @param groups named groups that the registrar keeps
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Membership(String student, int year, String department, List<String> groups) {

  public Membership {
    // As a service that knows years only says it.
    department = department == null ? "" : department;
    groups = groups == null ? List.of() : List.copyOf(groups);
  }
}
