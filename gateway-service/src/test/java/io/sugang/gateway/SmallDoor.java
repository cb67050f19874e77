package io.sugang.gateway;

import java.util.HashMap;
import java.util.Map;

/** The real parts, and a gateway that lets few connections in and has little patience with them. */
public final class SmallDoor extends LocalStack {

  public static final int CONNECTIONS = 6;

  @Override
  public Map<String, String> start() {
    var environment = new HashMap<>(super.start());
    environment.put("sugang.gateway.connection-limit", Integer.toString(CONNECTIONS));
    environment.put("sugang.gateway.stream-limit", "2");
    environment.put("sugang.gateway.head-timeout", "1S");
    environment.put("sugang.gateway.body-timeout", "1S");
    environment.put("sugang.gateway.idle-timeout", "2S");
    return environment;
  }
}
