package io.sugang.gateway.config;

import io.sugang.gateway.domain.ReceiptSeal;
import io.sugang.gateway.domain.TicketSeal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Base64;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The key that seals receipts and tickets; all gateways share it. */
@ApplicationScoped
class ReceiptKey {

  @Produces
  @Singleton
  ReceiptSeal seal(@ConfigProperty(name = "sugang.receipt.key") String key) {
    return new ReceiptSeal(Base64.getUrlDecoder().decode(key));
  }

  @Produces
  @Singleton
  TicketSeal ticketSeal(@ConfigProperty(name = "sugang.receipt.key") String key) {
    return new TicketSeal(Base64.getUrlDecoder().decode(key));
  }
}
