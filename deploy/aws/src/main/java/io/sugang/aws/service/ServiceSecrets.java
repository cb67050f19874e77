package io.sugang.aws.service;

import io.sugang.aws.data.SharedSecret;
import io.sugang.aws.size.Place;
import io.sugang.aws.size.Size;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/** Secrets of the services that no other stack keeps. */
public final class ServiceSecrets extends Construct {

  private final ISecret receiptKey;

  public ServiceSecrets(Construct scope, Size size, Place place) {
    super(scope, "Secrets");
    receiptKey =
        SharedSecret.in(
            this,
            "ReceiptKey",
            size,
            place,
            "receipt-key",
            "Sugang: key that receipts are sealed with; changing it voids receipts",
            SecretStringGenerator.builder().excludePunctuation(true).passwordLength(64).build());
  }

  ISecret receiptKey() {
    return receiptKey;
  }
}
