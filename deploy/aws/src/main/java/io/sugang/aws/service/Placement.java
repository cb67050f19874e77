package io.sugang.aws.service;

import io.sugang.aws.network.NetworkStack;
import io.sugang.aws.network.SecurityGroups;
import io.sugang.aws.size.Size;
import java.util.List;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ecs.CapacityProviderStrategy;
import software.amazon.awscdk.services.ecs.Cluster;

/** Where tasks run, and on what. */
final class Placement {

  private final Cluster cluster;
  private final SecurityGroups securityGroups;
  private final Size size;

  Placement(Cluster cluster, NetworkStack network, Size size) {
    this.cluster = cluster;
    this.securityGroups = network.securityGroups();
    this.size = size;
  }

  Cluster cluster() {
    return cluster;
  }

  SubnetSelection subnets() {
    return SubnetSelection.builder().subnetType(SubnetType.PRIVATE_WITH_EGRESS).build();
  }

  SecurityGroup securityGroup(Service service) {
    return service.securityGroup(securityGroups);
  }

  /**
   * The least tasks of a service are certain; what comes on top may be Spot, for services that lose
   * nothing when a task is taken away.
   */
  List<CapacityProviderStrategy> capacity(Service service) {
    boolean spot = size.extras().spot() && service.maySpot();
    var certain =
        CapacityProviderStrategy.builder()
            .capacityProvider("FARGATE")
            .base(service.fleet(size).least())
            .weight(1);
    return spot
        ? List.of(
            certain.build(),
            CapacityProviderStrategy.builder().capacityProvider("FARGATE_SPOT").weight(3).build())
        : List.of(certain.build());
  }
}
