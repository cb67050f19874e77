package io.sugang.gateway;

import io.sugang.testing.LocalStack;
import java.util.List;

/** The real parts, and enrollment-service, which the gateway asks. */
public class StackWithEnrollment extends LocalStack {

  @Override
  protected final List<String> services() {
    return List.of("enrollment-service");
  }
}
