package io.sugang.aws.network;

import java.util.List;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.ec2.CfnCustomerGateway;
import software.amazon.awscdk.services.ec2.CfnVPCGatewayAttachment;
import software.amazon.awscdk.services.ec2.CfnVPNConnection;
import software.amazon.awscdk.services.ec2.CfnVPNGateway;
import software.amazon.awscdk.services.ec2.CfnVPNGatewayRoutePropagation;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.Vpc;
import software.constructs.Construct;

/**
 * A way from the campus that does not cross the internet, if wanted: a virtual private gateway,
 * which a Direct Connect virtual interface can be attached to, and with a customer gateway's
 * address also a VPN.
 */
final class CampusLink extends Construct {

  CampusLink(Construct scope, Vpc vpc) {
    super(scope, "CampusLink");
    var wanted =
        CfnParameter.Builder.create(this, "Wanted")
            .description("A way from the campus that does not cross the internet")
            .allowedValues(List.of("none", "direct-connect", "vpn"))
            .defaultValue("none")
            .build();
    wanted.overrideLogicalId("CampusLink");
    var address =
        CfnParameter.Builder.create(this, "CampusAddress")
            .description("With CampusLink vpn: the public IPv4 address of the campus's gateway")
            .defaultValue("192.0.2.1")
            .allowedPattern("^(\\d{1,3}\\.){3}\\d{1,3}$")
            .build();
    address.overrideLogicalId("CampusAddress");
    CfnCondition any =
        CfnCondition.Builder.create(this, "Any")
            .expression(Fn.conditionNot(Fn.conditionEquals(wanted.getValueAsString(), "none")))
            .build();
    CfnCondition vpn =
        CfnCondition.Builder.create(this, "ByVpn")
            .expression(Fn.conditionEquals(wanted.getValueAsString(), "vpn"))
            .build();

    var gateway = CfnVPNGateway.Builder.create(this, "Gateway").type("ipsec.1").build();
    gateway.getCfnOptions().setCondition(any);
    var attachment =
        CfnVPCGatewayAttachment.Builder.create(this, "Attachment")
            .vpcId(vpc.getVpcId())
            .vpnGatewayId(gateway.getRef())
            .build();
    attachment.getCfnOptions().setCondition(any);
    var propagation =
        CfnVPNGatewayRoutePropagation.Builder.create(this, "Routes")
            .vpnGatewayId(gateway.getRef())
            .routeTableIds(
                vpc.getPrivateSubnets().stream()
                    .map(ISubnet::getRouteTable)
                    .map(table -> table.getRouteTableId())
                    .toList())
            .build();
    propagation.getCfnOptions().setCondition(any);
    propagation.addResourceDependency(attachment);

    var campus =
        CfnCustomerGateway.Builder.create(this, "Campus")
            .type("ipsec.1")
            .bgpAsn(65000)
            .ipAddress(address.getValueAsString())
            .build();
    campus.getCfnOptions().setCondition(vpn);
    var connection =
        CfnVPNConnection.Builder.create(this, "Vpn")
            .type("ipsec.1")
            .customerGatewayId(campus.getRef())
            .vpnGatewayId(gateway.getRef())
            .build();
    connection.getCfnOptions().setCondition(vpn);
  }
}
