package io.sugang.aws.capacity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sugang.aws.RegionalStack;
import io.sugang.aws.machine.MachinesStack;
import io.sugang.aws.service.Service;
import io.sugang.aws.size.Profile;
import io.sugang.aws.size.Size;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.scheduler.CfnSchedule;
import software.amazon.awscdk.services.scheduler.CfnSchedule.FlexibleTimeWindowProperty;
import software.amazon.awscdk.services.scheduler.CfnSchedule.RetryPolicyProperty;
import software.amazon.awscdk.services.scheduler.CfnSchedule.TargetProperty;
import software.amazon.awscdk.services.scheduler.CfnScheduleGroup;
import software.constructs.Construct;

/**
 * Raises the least number of gateways, workers and enrollment-services before each opening, and
 * lowers it to the size's own after it. Only the least: scaling goes on between it and the most.
 */
public final class CapacityStack extends RegionalStack {

  private static final List<Service> RAISED =
      List.of(Service.GATEWAY, Service.WAITLIST, Service.ENROLLMENT);
  private static final DateTimeFormatter AT =
      DateTimeFormatter.ofPattern("'at('yyyy-MM-dd'T'HH:mm:ss')'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmm").withZone(ZoneOffset.UTC);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final CfnScheduleGroup group;
  private final Role role;
  private final Profile profile;

  /**
   * Makes the schedules.
   *
   * @param profile what the services run on
   */
  public CapacityStack(Construct scope, Size size, Profile profile, List<Opening> openings) {
    super(scope, "capacity", "Sugang: capacity before each opening of a term");
    this.profile = profile;
    group = CfnScheduleGroup.Builder.create(this, "Openings").name("sugang-openings").build();
    role =
        Role.Builder.create(this, "Role")
            .description("Sugang: changes how many of a service there are at least")
            .assumedBy(new ServicePrincipal("scheduler.amazonaws.com"))
            .build();
    role.addToPolicy(mayRaise());
    for (Opening opening : openings) {
      for (Service service : RAISED) {
        Size.Fleet fleet = service.fleet(size);
        set(service, opening.from(), "up", Math.max(fleet.least(), fleet.most() / 2));
        set(service, opening.until(), "down", fleet.least());
      }
    }
  }

  private PolicyStatement mayRaise() {
    return switch (profile) {
      case FARGATE ->
          PolicyStatement.Builder.create()
              .actions(List.of("application-autoscaling:RegisterScalableTarget"))
              .resources(
                  List.of(
                      "arn:%s:application-autoscaling:%s:%s:scalable-target/*"
                          .formatted(getPartition(), getRegion(), getAccount())))
              .conditions(
                  Map.of(
                      "StringEquals",
                      new TreeMap<>(Map.of("application-autoscaling:service-namespace", "ecs"))))
              .build();
      case EC2 ->
          PolicyStatement.Builder.create()
              .actions(List.of("autoscaling:UpdateAutoScalingGroup"))
              .resources(
                  List.of(
                      "arn:%s:autoscaling:%s:%s:autoScalingGroup:*:autoScalingGroupName/sugang-*"
                          .formatted(getPartition(), getRegion(), getAccount())))
              .build();
    };
  }

  private void set(Service service, Instant at, String direction, int least) {
    String name = "%s-%s-%s".formatted(NAME.format(at), service.module(), direction);
    CfnSchedule.Builder.create(this, name)
        .name(name)
        .groupName(group.getRef())
        .scheduleExpression(AT.format(at))
        .scheduleExpressionTimezone("UTC")
        .flexibleTimeWindow(FlexibleTimeWindowProperty.builder().mode("OFF").build())
        .target(
            TargetProperty.builder()
                .arn("arn:%s:scheduler:::aws-sdk:%s".formatted(getPartition(), call()))
                .roleArn(role.getRoleArn())
                .input(input(service, least))
                .retryPolicy(
                    RetryPolicyProperty.builder()
                        .maximumRetryAttempts(20)
                        .maximumEventAgeInSeconds(1_200)
                        .build())
                .build())
        .build();
  }

  private String call() {
    return switch (profile) {
      case FARGATE -> "applicationautoscaling:registerScalableTarget";
      case EC2 -> "autoscaling:updateAutoScalingGroup";
    };
  }

  private String input(Service service, int least) {
    var call = new LinkedHashMap<String, Object>();
    switch (profile) {
      case FARGATE -> {
        call.put("ServiceNamespace", "ecs");
        call.put("ResourceId", "service/sugang/" + service.module());
        call.put("ScalableDimension", "ecs:service:DesiredCount");
        call.put("MinCapacity", least);
      }
      case EC2 -> {
        call.put("AutoScalingGroupName", MachinesStack.groupName(service));
        call.put("MinSize", least);
      }
    }
    try {
      return JSON.writeValueAsString(call);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts and numbers can be written", e);
    }
  }
}
