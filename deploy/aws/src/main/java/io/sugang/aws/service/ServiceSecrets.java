package io.sugang.aws.service;

import io.sugang.aws.identity.IdentityStack;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/** Secrets of the services that no other stack keeps. */
final class ServiceSecrets extends Construct {

  private final Secret receiptKey;
  private final Secret gatewayClient;

  ServiceSecrets(Construct scope, IdentityStack identity) {
    super(scope, "Secrets");
    receiptKey =
        Secret.Builder.create(this, "ReceiptKey")
            .description("Sugang: key that receipts are sealed with; changing it voids receipts")
            .generateSecretString(
                SecretStringGenerator.builder().excludePunctuation(true).passwordLength(64).build())
            .build();
    gatewayClient =
        Secret.Builder.create(this, "GatewayClient")
            .description("Sugang: what the gateway shows to get its tokens")
            .secretStringValue(identity.gatewaySecret())
            .build();
  }

  Secret receiptKey() {
    return receiptKey;
  }

  Secret gatewayClient() {
    return gatewayClient;
  }
}
