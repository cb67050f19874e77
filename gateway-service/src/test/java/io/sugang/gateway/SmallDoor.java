package io.sugang.gateway;

import java.util.Map;

/** The real parts, and a gateway that lets few connections in and has little patience with them. */
public final class SmallDoor extends StackWithEnrollment {

  public static final int CONNECTIONS = 6;

  @Override
  protected Map<String, String> settings() {
    return Map.of(
        "sugang.edge.connection-limit", Integer.toString(CONNECTIONS),
        "sugang.gateway.stream-limit", "2",
        "sugang.edge.head-timeout", "1S",
        "sugang.edge.body-timeout", "1S",
        "sugang.edge.idle-timeout", "2S");
  }
}
