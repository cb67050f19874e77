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
import software.constructs.Construct;

/** The four services on ECS. The database must have been migrated before. */
public final class ServicesStack extends RegionalStack {

  private final Map<Service, ServiceFleet> fleets = new EnumMap<>(Service.class);

  public ServicesStack(
      Construct scope,
      Size size,
      NetworkStack network,
      DataStack data,
      MessagingStack messaging,
      IdentityStack identity,
      EdgeStack edge,
      ClusterStack cluster) {
    super(scope, "services", "Sugang: gateways, offices, workers, notifiers");
    Images images = new Images(this);
    var environment =
        new TaskEnvironment(size, data, messaging, identity, new ServiceSecrets(this));
    var collector = new TraceCollector(this);
    var placement = new Placement(cluster.cluster(), network, size);
    for (Service service : Service.values()) {
      var task =
          new ServiceTask(
              this,
              service,
              service.fleet(size),
              images,
              environment.values(service),
              environment.secrets(service));
      if (size.extras().traces()) {
        collector.joinTo(task.definition(), task.log());
      }
      var fleet = new ServiceFleet(this, service, size, task, placement);
      fleets.put(service, fleet);
    }
    // A gateway that starts before the office has its name would never find it.
    fleets.get(Service.GATEWAY).ecs().getNode().addDependency(fleets.get(Service.ENROLLMENT).ecs());
    new Permissions(messaging).grant(fleets);
    fleets.get(Service.ENROLLMENT).task().mount(data.files());
    fleets.get(Service.GATEWAY).serveBehind(edge);
    new Scaling(this, size, messaging, edge).scale(fleets);
  }

  public ServiceFleet fleet(Service service) {
    return fleets.get(service);
  }
}
