package io.sugang.gateway.domain;

import io.sugang.contract.id.StudentId;

/**
 * A student with the token that proves it; it is handed on to enrollment-service, which checks it
 * again.
 *
 * @param bearer the Authorization header's value
 */
public record Identity(StudentId student, String bearer) {
  @Override
  public String toString() {
    return student.toString();
  }
}
