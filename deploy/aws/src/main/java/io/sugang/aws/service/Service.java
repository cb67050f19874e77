package io.sugang.aws.service;

import io.sugang.aws.network.SecurityGroups;
import io.sugang.aws.size.Size;
import java.util.Locale;
import software.amazon.awscdk.services.ec2.SecurityGroup;

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
  public boolean hasApi() {
    return port > 0;
  }

  /** Of its API; 0 without one. */
  public int port() {
    return port;
  }

  /** Health and metrics. */
  public int managementPort() {
    return managementPort;
  }

  /** The same name in the form of a construct's id. */
  public String id() {
    return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
  }

  /** Who may talk to it, and to whom it may. */
  public SecurityGroup securityGroup(SecurityGroups groups) {
    return switch (this) {
      case GATEWAY -> groups.gateway();
      case ENROLLMENT -> groups.enrollment();
      case WAITLIST -> groups.worker();
      case NOTIFICATION -> groups.notifier();
    };
  }

  /** Whether nothing is lost when one is taken away at short notice. */
  public boolean maySpot() {
    return this == WAITLIST || this == NOTIFICATION;
  }

  /** Its tasks in an installation of a size. */
  public Size.Fleet fleet(Size size) {
    return switch (this) {
      case GATEWAY -> size.gateways();
      case ENROLLMENT -> size.enrollmentServices();
      case WAITLIST -> size.workers();
      case NOTIFICATION -> size.notifiers();
    };
  }
}
