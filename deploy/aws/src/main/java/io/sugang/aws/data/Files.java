package io.sugang.aws.data;

import io.sugang.aws.network.NetworkStack;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.efs.AccessPoint;
import software.amazon.awscdk.services.efs.AccessPointOptions;
import software.amazon.awscdk.services.efs.Acl;
import software.amazon.awscdk.services.efs.FileSystem;
import software.amazon.awscdk.services.efs.LifecyclePolicy;
import software.amazon.awscdk.services.efs.PosixUser;
import software.amazon.awscdk.services.efs.ThroughputMode;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/** Files that belong to sections, such as syllabi; enrollment-service has them at hand. */
public final class Files extends Construct {

  /** User and group that the services run as. */
  private static final String SERVICE_USER = "10001";

  private final FileSystem fileSystem;
  private final AccessPoint syllabi;

  Files(Construct scope, NetworkStack network, Key key) {
    super(scope, "Files");
    fileSystem =
        FileSystem.Builder.create(this, "FileSystem")
            .vpc(network.vpc())
            .vpcSubnets(SubnetSelection.builder().subnetType(SubnetType.PRIVATE_ISOLATED).build())
            .securityGroup(network.securityGroups().files())
            .encrypted(true)
            .kmsKey(key)
            .throughputMode(ThroughputMode.ELASTIC)
            .lifecyclePolicy(LifecyclePolicy.AFTER_30_DAYS)
            .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
            .build();
    syllabi =
        fileSystem.addAccessPoint(
            "Syllabi",
            AccessPointOptions.builder()
                .path("/syllabi")
                .createAcl(
                    Acl.builder()
                        .ownerUid(SERVICE_USER)
                        .ownerGid(SERVICE_USER)
                        .permissions("750")
                        .build())
                .posixUser(PosixUser.builder().uid(SERVICE_USER).gid(SERVICE_USER).build())
                .build());
  }

  /** What a role has to allow for its bearer to mount the files of sections. */
  public PolicyStatement mayMount() {
    return PolicyStatement.Builder.create()
        .actions(List.of("elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"))
        .resources(List.of(fileSystem.getFileSystemArn()))
        .conditions(
            Map.of(
                "StringEquals",
                Map.of("elasticfilesystem:AccessPointArn", syllabi.getAccessPointArn())))
        .build();
  }

  public FileSystem fileSystem() {
    return fileSystem;
  }

  public AccessPoint syllabi() {
    return syllabi;
  }
}
