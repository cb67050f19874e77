package io.sugang.aws.machine;

import io.sugang.aws.RegionalStack;
import io.sugang.aws.data.DataStack;
import io.sugang.aws.data.Files;
import io.sugang.aws.edge.EdgeStack;
import io.sugang.aws.identity.IdentityStack;
import io.sugang.aws.messaging.MessagingStack;
import io.sugang.aws.network.NetworkStack;
import io.sugang.aws.service.Fleets;
import io.sugang.aws.service.Permissions;
import io.sugang.aws.service.Service;
import io.sugang.aws.service.ServiceSecrets;
import io.sugang.aws.service.TaskEnvironment;
import io.sugang.aws.service.TraceCollector;
import io.sugang.aws.size.Place;
import io.sugang.aws.size.Profile;
import io.sugang.aws.size.Size;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * The four services on machines of one's own, instead of {@code sugang-services}. The database must
 * have been migrated before.
 */
public final class MachinesStack extends RegionalStack implements Fleets {

  private final Map<Service, MachineFleet> fleets = new EnumMap<>(Service.class);
  private final Map<Service, LogGroup> logs = new EnumMap<>(Service.class);
  private final Sessions sessions;

  public MachinesStack(
      Construct scope,
      Size size,
      NetworkStack network,
      DataStack data,
      MessagingStack messaging,
      IdentityStack identity,
      EdgeStack edge) {
    super(
        scope, "machines", "Sugang: gateways, enrollment-services, workers, notifiers on machines");
    CfnParameter image =
        CfnParameter.Builder.create(this, "MachineImage")
            .description("Image of the machines, as sugang-image puts it out")
            .type("AWS::EC2::Image::Id")
            .build();
    var environment =
        new TaskEnvironment(
            size,
            Profile.EC2,
            data,
            messaging,
            identity,
            new ServiceSecrets(this, size, Place.FIRST));
    var permissions = new Permissions(messaging);
    sessions = new Sessions(this);
    var internal = new InternalLoadBalancer(this, network);
    List<String> subnets =
        network.vpc().getPrivateSubnets().stream().map(ISubnet::getSubnetId).toList();
    for (Service service : Service.values()) {
      LogGroup log = log(service.module(), service.id() + "Log");
      logs.put(service, log);
      Role role = role(size, service, permissions, log);
      Map<String, String> values = new TreeMap<>(environment.values(service));
      if (service == Service.GATEWAY) {
        values.put("SUGANG_ENROLLMENT_URL", internal.url());
      }
      Map<String, String> secrets = secrets(role, environment.secrets(service));
      String resource = service.id() + "Machines";
      List<String> targets =
          switch (service) {
            case GATEWAY -> List.of(edge.blue().getTargetGroupArn());
            case ENROLLMENT -> List.of(internal.targets().getTargetGroupArn());
            case WAITLIST, NOTIFICATION -> List.of();
          };
      var fleet =
          new MachineFleet(
              this,
              service,
              size,
              groupName(service),
              new MachineFleet.Ground(
                  image.getValueAsString(),
                  subnets,
                  service.securityGroup(network.securityGroups()).getSecurityGroupId(),
                  targets),
              role,
              UserData.script(
                  service,
                  values,
                  secrets,
                  service == Service.ENROLLMENT ? mount(role, data.files()) : "",
                  MachineFleet.signal(resource)));
      fleet.group().overrideLogicalId(resource);
      fleets.put(service, fleet);
    }
    // Machines are entered in a balancer's group only once it has a listener.
    fleets.get(Service.ENROLLMENT).getNode().addDependency(internal);
    fleets
        .get(Service.GATEWAY)
        .group()
        .addResourceDependency(fleets.get(Service.ENROLLMENT).group());
    new MachineScaling(this, size, messaging, edge, fleets);
  }

  /** Name of a service's Auto Scaling group. */
  public static String groupName(Service service) {
    return "sugang-" + service.module();
  }

  private LogGroup log(String module, String id) {
    return LogGroup.Builder.create(this, id)
        .logGroupName("/sugang/" + module)
        .retention(RetentionDays.THREE_MONTHS)
        .removalPolicy(RemovalPolicy.DESTROY)
        .build();
  }

  private Role role(Size size, Service service, Permissions permissions, LogGroup log) {
    Role role =
        Role.Builder.create(this, service.id() + "Role")
            .description("Sugang: machines of " + service.module())
            .assumedBy(new ServicePrincipal("ec2.amazonaws.com"))
            // Operators come in by Session Manager.
            .managedPolicies(
                List.of(ManagedPolicy.fromAwsManagedPolicyName("AmazonSSMManagedInstanceCore")))
            .build();
    permissions.of(service).forEach(role::addToPolicy);
    sessions.letKeep(role);
    if (size.extras().traces()) {
      role.addToPolicy(TraceCollector.maySend());
    }
    log.grantWrite(role);
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("logs:DescribeLogStreams"))
            .resources(List.of(log.getLogGroupArn()))
            .build());
    return role;
  }

  private static Map<String, String> secrets(Role role, Map<String, Secret> secrets) {
    var arns = new TreeMap<String, String>();
    secrets.forEach(
        (name, secret) -> {
          secret.grantRead(role);
          arns.put(name, secret.getArn());
        });
    return arns;
  }

  /** Files of sections, where enrollment-service expects them. */
  private static String mount(Role role, Files files) {
    role.addToPolicy(files.mayMount());
    return """
    mkdir -p /srv/syllabi /etc/systemd/system/sugang@enrollment-service.service.d
    chmod 0755 /srv/syllabi
    printf '[Unit]\\nRequiresMountsFor=/srv/syllabi\\n' >/etc/systemd/system/sugang@enrollment-service.service.d/files.conf
    echo '%s:/ /srv/syllabi efs _netdev,noresvport,tls,iam,accesspoint=%s 0 0' >>/etc/fstab
    systemctl daemon-reload
    mount -a -t efs && \\
    """
        .formatted(files.fileSystem().getFileSystemId(), files.syllabi().getAccessPointId());
  }

  @Override
  public IMetric cpu(Service service) {
    return metric("AWS/EC2", "CPUUtilization", service);
  }

  @Override
  public IMetric running(Service service) {
    return metric("AWS/AutoScaling", "GroupInServiceInstances", service);
  }

  private IMetric metric(String namespace, String name, Service service) {
    return Metric.Builder.create()
        .namespace(namespace)
        .metricName(name)
        .statistic("Average")
        .period(Duration.minutes(1))
        .dimensionsMap(fleets.get(service).dimensions())
        .build();
  }

  @Override
  public LogGroup log(Service service) {
    return logs.get(service);
  }
}
