package io.sugang.aws.network;

import software.amazon.awscdk.services.ec2.IPeer;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.Vpc;
import software.constructs.Construct;

/**
 * Who may call whom: what the architecture's picture shows, and nothing else. Everybody may call
 * AWS's services.
 */
public final class SecurityGroups extends Construct {

  /** Of gateway-service and enrollment-service, their API. */
  public static final int GATEWAY_PORT = 8080;

  public static final int ENROLLMENT_PORT = 8081;

  /** Health and metrics of the gateway, for the load balancer. */
  public static final int GATEWAY_MANAGEMENT_PORT = 9080;

  private static final int MYSQL = 3306;
  private static final int REDIS = 6379;
  private static final int NFS = 2049;
  private static final int HTTPS = 443;

  private final Vpc vpc;
  private final SecurityGroup loadBalancer;
  private final SecurityGroup gateway;
  private final SecurityGroup enrollment;
  private final SecurityGroup worker;
  private final SecurityGroup notifier;
  private final SecurityGroup migration;
  private final SecurityGroup database;
  private final SecurityGroup lineStore;
  private final SecurityGroup files;
  private final SecurityGroup endpoints;

  SecurityGroups(Construct scope, Vpc vpc) {
    super(scope, "SecurityGroups");
    this.vpc = vpc;
    loadBalancer = group("LoadBalancer", "the load balancer");
    gateway = group("Gateway", "gateway-service");
    enrollment = group("Enrollment", "enrollment-service");
    worker = group("Worker", "waitlist-service");
    notifier = group("Notifier", "notification-service");
    migration = group("Migration", "the task that migrates the database");
    database = group("Database", "Aurora");
    lineStore = group("LineStore", "Redis");
    files = group("Files", "EFS");
    endpoints = group("Endpoints", "endpoints of AWS services");

    loadBalancer.addIngressRule(Peer.anyIpv4(), Port.tcp(HTTPS), "students' browsers");
    loadBalancer.addIngressRule(Peer.anyIpv4(), Port.tcp(80), "sent on to HTTPS");
    allow(loadBalancer, gateway, GATEWAY_PORT, "API");
    allow(loadBalancer, gateway, GATEWAY_MANAGEMENT_PORT, "health");
    allow(gateway, enrollment, ENROLLMENT_PORT, "reads");
    allow(gateway, lineStore, REDIS, "join the line");
    allow(worker, lineStore, REDIS, "update the line");
    allow(worker, database, MYSQL, "decide");
    allow(enrollment, database, MYSQL, "read");
    allow(notifier, database, MYSQL, "mail intents");
    allow(migration, database, MYSQL, "migrate");
    allow(enrollment, files, NFS, "syllabus files");
    for (SecurityGroup caller :
        new SecurityGroup[] {gateway, enrollment, worker, notifier, migration}) {
      caller.addEgressRule(Peer.anyIpv4(), Port.tcp(HTTPS), "services of AWS, identity provider");
      endpoints.addIngressRule(caller, Port.tcp(HTTPS), "services of AWS");
    }
  }

  private SecurityGroup group(String id, String of) {
    return SecurityGroup.Builder.create(this, id)
        .vpc(vpc)
        .description("Sugang: " + of)
        .allowAllOutbound(false)
        .build();
  }

  private static void allow(SecurityGroup from, SecurityGroup to, int port, String why) {
    IPeer target = to;
    from.addEgressRule(target, Port.tcp(port), why);
    to.addIngressRule(from, Port.tcp(port), why);
  }

  public SecurityGroup loadBalancer() {
    return loadBalancer;
  }

  public SecurityGroup gateway() {
    return gateway;
  }

  public SecurityGroup enrollment() {
    return enrollment;
  }

  public SecurityGroup worker() {
    return worker;
  }

  public SecurityGroup notifier() {
    return notifier;
  }

  public SecurityGroup migration() {
    return migration;
  }

  public SecurityGroup database() {
    return database;
  }

  public SecurityGroup lineStore() {
    return lineStore;
  }

  public SecurityGroup files() {
    return files;
  }

  public SecurityGroup endpoints() {
    return endpoints;
  }
}
