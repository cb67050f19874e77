package io.sugang.aws;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Rules that are not followed, where, and why. */
final class NagExceptions {

  private static final String OPERATORS_SESSION =
      "ECS Exec: session channels have no ARNs before they are opened, and neither has the listing of log groups; X-Ray takes segments for no resource in particular";
  private static final String REGISTRY_TOKEN =
      "ECR gives its token for no resource in particular; images can be read from one repository only";
  private static final String ENVIRONMENT =
      "Plain values are endpoints, names and sizes; whatever is secret comes from Secrets Manager";

  private final Map<String, RegionalStack> stacks;

  private NagExceptions(List<RegionalStack> stacks) {
    this.stacks =
        stacks.stream().collect(Collectors.toMap(stack -> stack.getNode().getId(), stack -> stack));
  }

  static void applyTo(List<RegionalStack> stacks) {
    new NagExceptions(stacks).apply();
  }

  private void apply() {
    except(
        "/network/SecurityGroups/LoadBalancer/Resource",
        "EC23",
        "Students come from anywhere; only 443, and 80 which is sent on to it, are open");
    except("/cluster/Migration/Definition/Resource", "ECS2", ENVIRONMENT);
    except(
        "/cluster/Migration/Definition/ExecutionRole/DefaultPolicy/Resource",
        "IAM5",
        REGISTRY_TOKEN);
    data();
    if (isFirstRegion()) {
      firstRegion();
    }
    except(
        "/identity/GatewaySecret/Resource",
        "SMG4",
        "Cognito makes this secret; a new client replaces it");
    except(
        "/identity/Users/Resource",
        "COG2",
        "A student without a second factor must be able to register; it is offered, and asked for when a sign-in is unusual");
    except(
        "/edge/AccessLogs/Resource",
        "S1",
        "It holds access logs itself; logs of logs would not end");
    if (stacks.containsKey("services")) {
      services();
    } else {
      machines();
    }
    except(
        "/operations/OnCall/SlackRole/Resource",
        "IAM4",
        "AWS's own read-only policy for showing CloudWatch graphs in a chat");
    except("/pipeline/Templates/Resource", "S1", "Templates are public in the repository anyway");
    except(
        "/pipeline/CloudFormation/Resource",
        "IAM4",
        "CloudFormation makes networks, databases and roles; only its service can take this role on");
    except(
        "/pipeline/Build/DefaultPolicy/Resource",
        "IAM5",
        "Stacks, tasks and roles get random suffixes; their prefix is ours. A registry token is asked for without a resource");
    if (stacks.containsKey("cdn")) {
      except("/cdn/Distribution/Resource", "CFR1", "Students register from abroad, too");
      except("/cdn/Logs/Resource", "S1", "It holds access logs itself; logs of logs would not end");
      except(
          "/cdn/Maintenance/Resource", "S1", "One public page, read by CloudFront, which logs it");
    }
  }

  /** What the second region has from the first. */
  private boolean isFirstRegion() {
    return stacks.get("data").getNode().findAll().stream()
        .anyMatch(
            construct ->
                construct.getNode().getPath().equals("data/Database/WorkerPassword/Resource"));
  }

  private void firstRegion() {
    except(
        "/%s/Secrets/ReceiptKey/Resource"
            .formatted(stacks.containsKey("services") ? "services" : "machines"),
        "SMG4",
        "Changing it voids every receipt; it is changed between terms only");
  }

  private void data() {
    String ports = "Security groups let in services only; another port would hide nothing";
    except("/data/Database/Cluster/Resource", "RDS11", ports);
    except(
        "/data/Database/Cluster/Resource",
        "RDS14",
        "Backtrack rewinds a whole cluster in place, and with it decisions already told to students; recovery to any second goes to a new cluster");
    except("/data/LineStore/Group", "AEC5", ports);
    except(
        "/data/LineStore/Group",
        "AEC4",
        "Only size SOLO has one node; a lost line is rebuilt from the journal");
    String rotation =
        "Rotation without a function of ours: a new value is put in, then the migration task and a deployment take it over; see deploy/docs/aws.md";
    if (isFirstRegion()) {
      for (String user : List.of("Worker", "Enrollment", "Notifier")) {
        except("/data/Database/%sPassword/Resource".formatted(user), "SMG4", rotation);
      }
      except("/data/LineStore/Password/Resource", "SMG4", rotation);
    } else {
      for (String rule : List.of("AEC3", "AEC6")) {
        except(
            "/data/LineStore/Group",
            rule,
            "It has the first region's encryption and password, and may not say so itself");
      }
    }
    if (stacks.containsKey("global")) {
      except(
          "/data/Database/Administrator/Resource",
          "SMG4",
          "RDS does not rotate passwords of databases over several regions; by hand, as the services'");
    }
    except(
        "/data/Backups/Plan/Everything/Role/Resource",
        "IAM4",
        "AWS Backup's own policy for its own role");
  }

  private void services() {
    for (String service : List.of("Gateway", "Enrollment", "Waitlist", "Notification")) {
      except("/services/%sTask/Definition/Resource".formatted(service), "ECS2", ENVIRONMENT);
      except(
          "/services/%sTask/Definition/TaskRole/DefaultPolicy/Resource".formatted(service),
          "IAM5",
          OPERATORS_SESSION);
      except(
          "/services/%sTask/Definition/ExecutionRole/DefaultPolicy/Resource".formatted(service),
          "IAM5",
          REGISTRY_TOKEN);
    }
    except(
        "/services/Gateway/Service/GreenRole/Resource",
        "IAM4",
        "AWS's own policy for switching target groups in a blue/green deployment");
  }

  private void machines() {
    String agent = "AWS's own policy for the agent by which operators come in";
    for (String service : List.of("Gateway", "Enrollment", "Waitlist", "Notification")) {
      except("/machines/%sRole/Resource".formatted(service), "IAM4", agent);
      except(
          "/machines/%sRole/DefaultPolicy/Resource".formatted(service),
          "IAM5",
          "Session Manager's agent lists log groups, and X-Ray takes segments, for no resource in particular");
      except(
          "/machines/%s/Group".formatted(service),
          "AS3",
          "Alarms tell what matters; scaling up and down is the system at work");
      cannotBeChecked(
          "/machines/%s/Group".formatted(service),
          "EC26 looks for disks where a group of several machine types has none; the launch template encrypts them, which a test asserts");
    }
    except(
        "/machines/InternalLoadBalancer/LoadBalancer/Resource",
        "ELB2",
        "Calls between gateway-service and enrollment-service; both keep logs themselves");
    except("/image/Role/Resource", "IAM4", agent + ", and Image Builder's for its own machines");
  }

  private void cannotBeChecked(String path, String why) {
    suppress(path, "CdkNagValidationFailure", why);
  }

  private void except(String path, String rule, String why) {
    suppress(path, "AwsSolutions-" + rule, why);
  }

  private void suppress(String path, String id, String why) {
    NagSuppressions.addResourceSuppressionsByPath(
        stacks.get(path.split("/")[1]),
        path,
        List.of(NagPackSuppression.builder().id(id).reason(why).build()));
  }
}
