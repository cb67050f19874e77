package io.sugang.aws;

import io.sugang.aws.data.DataStack;
import io.sugang.aws.data.GlobalStack;
import io.sugang.aws.edge.CdnStack;
import io.sugang.aws.edge.EdgeStack;
import io.sugang.aws.edge.FailoverStack;
import io.sugang.aws.identity.IdentityStack;
import io.sugang.aws.machine.GoldenImageStack;
import io.sugang.aws.machine.MachinesStack;
import io.sugang.aws.messaging.MessagingStack;
import io.sugang.aws.network.NetworkStack;
import io.sugang.aws.operations.OperationsStack;
import io.sugang.aws.pipeline.PipelineStack;
import io.sugang.aws.service.ClusterStack;
import io.sugang.aws.service.ServicesStack;
import io.sugang.aws.size.Place;
import io.sugang.aws.size.Profile;
import io.sugang.aws.size.Size;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.TagProps;
import software.amazon.awscdk.Tags;

/**
 * All stacks of one size, in the order in which they are deployed. An account and region hold one
 * installation: queues, log groups and alarms have fixed names.
 */
public final class Installation {

  /** Some resources can't be tagged by CloudFormation. */
  private static final TagProps TAGGED =
      TagProps.builder()
          .excludeResourceTypes(
              List.of("AWS::ElasticLoadBalancingV2::ListenerRule", "AWS::CloudWatch::Dashboard"))
          .build();

  private final App app;
  private final List<RegionalStack> stacks;

  private Installation(App app, List<RegionalStack> stacks) {
    this.app = app;
    this.stacks = stacks;
    stacks.forEach(stack -> Tags.of(stack).add("application", "sugang", TAGGED));
  }

  /**
   * Makes the stacks of a variant.
   *
   * @param out where {@link #synthesise()} writes templates to
   */
  public static Installation of(Variant variant, Path out) {
    return switch (variant.place()) {
      case FIRST -> first(variant.size(), variant.profile(), out);
      case SECOND -> second(variant.size(), out);
    };
  }

  private static Installation first(Size size, Profile profile, Path out) {
    App app = app(out);
    var pipeline = new PipelineStack(app);
    var network = new NetworkStack(app, size);
    var data = new DataStack(app, size, Place.FIRST, network);
    var messaging = new MessagingStack(app);
    var identity = new IdentityStack(app);
    var edge = new EdgeStack(app, size, profile, network);
    var cluster = new ClusterStack(app, network, data);
    var stacks =
        new ArrayList<RegionalStack>(
            List.of(pipeline, network, data, messaging, identity, edge, cluster));
    if (profile == Profile.FARGATE) {
      var services =
          new ServicesStack(
              app, size, Place.FIRST, network, data, messaging, identity, edge, cluster);
      stacks.add(services);
      stacks.add(new OperationsStack(app, size, Place.FIRST, data, messaging, edge, services));
    } else {
      stacks.add(new GoldenImageStack(app, size, network));
      var machines = new MachinesStack(app, size, network, data, messaging, identity, edge);
      stacks.add(machines);
      stacks.add(new OperationsStack(app, size, Place.FIRST, data, messaging, edge, machines));
    }
    if (size.extras().secondRegion()) {
      stacks.add(new GlobalStack(app, data));
      stacks.add(new FailoverStack(app));
    }
    if (size.extras().cdn()) {
      stacks.add(new CdnStack(app));
    }
    return new Installation(app, stacks);
  }

  /** The second region is for Fargate only. */
  private static Installation second(Size size, Path out) {
    App app = app(out);
    var pipeline = new PipelineStack(app);
    var network = new NetworkStack(app, size);
    var data = new DataStack(app, size, Place.SECOND, network);
    var messaging = new MessagingStack(app);
    var identity = new IdentityStack(app);
    var edge = new EdgeStack(app, size, Profile.FARGATE, network);
    var cluster = new ClusterStack(app, network, data);
    var services =
        new ServicesStack(
            app, size, Place.SECOND, network, data, messaging, identity, edge, cluster);
    var operations = new OperationsStack(app, size, Place.SECOND, data, messaging, edge, services);
    return new Installation(
        app,
        List.of(pipeline, network, data, messaging, identity, edge, cluster, services, operations));
  }

  private static App app(Path out) {
    return new App(
        AppProps.builder()
            .outdir(out.toString())
            .analyticsReporting(false)
            .treeMetadata(false)
            .build());
  }

  public App app() {
    return app;
  }

  public List<RegionalStack> stacks() {
    return stacks;
  }

  /** Writes the templates; the file of each stack, by its name on AWS. */
  public Map<String, Path> synthesise() {
    Path out = Path.of(app.synth().getDirectory());
    var files = new LinkedHashMap<String, Path>();
    for (Stack stack : stacks) {
      files.put(stack.getStackName(), out.resolve(stack.getTemplateFile()));
    }
    return files;
  }
}
