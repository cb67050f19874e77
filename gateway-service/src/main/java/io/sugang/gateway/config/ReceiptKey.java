package io.sugang.gateway.config;

import io.sugang.gateway.domain.ReceiptSeal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Base64;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The key that seals receipts; all gateways share it. */
@ApplicationScoped
class ReceiptKey {

  @Produces
  @Singleton
  ReceiptSeal seal(@ConfigProperty(name = "sugang.receipt.key") String key) {
    return new ReceiptSeal(Base64.getUrlDecoder().decode(key));
  }
}
