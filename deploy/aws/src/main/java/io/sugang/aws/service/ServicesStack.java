package io.sugang.aws.service;

import io.sugang.aws.RegionalStack;
import io.sugang.aws.data.DataStack;
import io.sugang.aws.edge.EdgeStack;
import io.sugang.aws.identity.IdentityStack;
import io.sugang.aws.messaging.MessagingStack;
import io.sugang.aws.network.NetworkStack;
import io.sugang.aws.size.Size;
import java.util.EnumMap;
import java.util.Map;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ecs.CloudMapNamespaceOptions;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerInsights;
import software.amazon.awscdk.services.ecs.ExecuteCommandConfiguration;
import software.amazon.awscdk.services.ecs.ExecuteCommandLogConfiguration;
import software.amazon.awscdk.services.ecs.ExecuteCommandLogging;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** The four services on ECS, and the task that migrates the database. */
public final class ServicesStack extends RegionalStack {

  private final Cluster cluster;
  private final Map<Service, ServiceFleet> fleets = new EnumMap<>(Service.class);

  public ServicesStack(
      Construct scope,
      Size size,
      NetworkStack network,
      DataStack data,
      MessagingStack messaging,
      IdentityStack identity,
      EdgeStack edge) {
    super(scope, "services", "Sugang: gateways, offices, workers, notifiers");
    cluster = cluster(network);
    Images images = new Images(this);
    var environment =
        new TaskEnvironment(data, messaging, identity, new ServiceSecrets(this, identity));
    var placement = new Placement(cluster, network, size);
    for (Service service : Service.values()) {
      var task =
          new ServiceTask(
              this,
              service,
              service.fleet(size),
              images,
              environment.values(service, service.fleet(size)),
              environment.secrets(service));
      var fleet = new ServiceFleet(this, service, size, task, placement);
      fleets.put(service, fleet);
    }
    new Permissions(messaging).grant(fleets);
    fleets.get(Service.ENROLLMENT).task().mount(data.files());
    fleets.get(Service.GATEWAY).serveBehind(edge);
    new Scaling(this, size, messaging, edge).scale(fleets);
    new MigrationTask(this, images, data);
  }

  private Cluster cluster(NetworkStack network) {
    Key key =
        Key.Builder.create(this, "ExecKey")
            .description("Sugang: sessions of operators in containers")
            .enableKeyRotation(true)
            .build();
    LogGroup sessions =
        LogGroup.Builder.create(this, "ExecSessions")
            .retention(RetentionDays.ONE_YEAR)
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    return Cluster.Builder.create(this, "Cluster")
        .clusterName("sugang")
        .vpc(network.vpc())
        .containerInsightsV2(ContainerInsights.ENABLED)
        .enableFargateCapacityProviders(true)
        .defaultCloudMapNamespace(
            CloudMapNamespaceOptions.builder()
                .name("sugang.internal")
                .useForServiceConnect(true)
                .build())
        .executeCommandConfiguration(
            ExecuteCommandConfiguration.builder()
                .kmsKey(key)
                .logging(ExecuteCommandLogging.OVERRIDE)
                .logConfiguration(
                    ExecuteCommandLogConfiguration.builder().cloudWatchLogGroup(sessions).build())
                .build())
        .build();
  }

  public Cluster cluster() {
    return cluster;
  }

  public ServiceFleet fleet(Service service) {
    return fleets.get(service);
  }

  /** Where the images are, and which. */
  static final class Images {

    private final CfnParameter repository;
    private final CfnParameter version;

    Images(Construct scope) {
      repository =
          CfnParameter.Builder.create(scope, "ImageRepository")
              .description(
                  "Registry and prefix of the images, like 1234.dkr.ecr.ap-northeast-2.amazonaws.com/sugang")
              .minLength(1)
              .build();
      version =
          CfnParameter.Builder.create(scope, "ImageVersion")
              .description("Version of the images, like 1.0.0")
              .allowedPattern("^[A-Za-z0-9._-]{1,128}$")
              .build();
    }

    String of(String name) {
      return "%s/%s:%s".formatted(repository.getValueAsString(), name, version.getValueAsString());
    }
  }
}
