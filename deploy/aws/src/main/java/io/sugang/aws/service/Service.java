package io.sugang.aws.service;

import io.sugang.aws.size.Size;
import java.util.Locale;

/**
 * The four services. Names, ports and paths are those of their code; a test holds them together.
 */
public enum Service {
  GATEWAY("gateway-service", 8080, 9080),
  ENROLLMENT("enrollment-service", 8081, 9081),
  WAITLIST("waitlist-service", 0, 9082),
  NOTIFICATION("notification-service", 0, 9083);

  private final String module;
  private final int port;
  private final int managementPort;

  Service(String module, int port, int managementPort) {
    this.module = module;
    this.port = port;
    this.managementPort = managementPort;
  }

  /** Name of its module, its image and its ECS service. */
  public String module() {
    return module;
  }

  /** Whether it has an API. */
  boolean hasApi() {
    return port > 0;
  }

  int port() {
    return port;
  }

  /** Health and metrics. */
  int managementPort() {
    return managementPort;
  }

  /** The same name in the form of a construct's id. */
  String id() {
    return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
  }

  /** Its tasks in an installation of a size. */
  public Size.Fleet fleet(Size size) {
    return switch (this) {
      case GATEWAY -> size.gateways();
      case ENROLLMENT -> size.offices();
      case WAITLIST -> size.workers();
      case NOTIFICATION -> size.notifiers();
    };
  }
}
