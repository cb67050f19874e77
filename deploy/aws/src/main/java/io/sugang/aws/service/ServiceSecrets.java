package io.sugang.aws.service;

import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/** Secrets of the services that no other stack keeps. */
public final class ServiceSecrets extends Construct {

  private final Secret receiptKey;

  public ServiceSecrets(Construct scope) {
    super(scope, "Secrets");
    receiptKey =
        Secret.Builder.create(this, "ReceiptKey")
            .description("Sugang: key that receipts are sealed with; changing it voids receipts")
            .generateSecretString(
                SecretStringGenerator.builder().excludePunctuation(true).passwordLength(64).build())
            .build();
  }

  Secret receiptKey() {
    return receiptKey;
  }
}
