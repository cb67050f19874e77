package io.sugang.gateway;

import java.util.Map;

/** The real parts, and a gateway that pages of another web site may call. */
public final class SharedWithSites extends StackWithEnrollment {

  public static final String PORTAL = "https://portal.example.ac.kr";

  @Override
  protected Map<String, String> settings() {
    return Map.of("sugang.edge.cors-origins", PORTAL + ",http://localhost:3000");
  }
}
