package io.sugang.gateway.application.catalogue;

import io.sugang.contract.enrollment.Term;
import io.sugang.gateway.application.EnrollmentClient;
import io.sugang.gateway.config.GatewayConfig;
import io.sugang.lifecycle.RecurringDuty;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/**
 * The terms and their windows in this gateway's memory, at most a second old. They seldom change:
 * if enrollment-service is away, the last known ones are better than none.
 */
@Singleton
public class TermsMirror extends RecurringDuty {

  private static final Logger LOG = Logger.getLogger(TermsMirror.class);

  private final Mirror<List<Term>> mirror;

  TermsMirror(EnrollmentClient enrollment, GatewayConfig config) {
    super("refresh-terms", config.termsRefresh());
    this.mirror = new Mirror<>(enrollment::terms, config.enrollmentTimeout());
  }

  /** Every term, the latest first. Completes at once if they are known, else on any thread. */
  public CompletionStage<List<Term>> all() {
    return mirror.read();
  }

  /** Those that are known now, the latest first; none if no copy was made yet. */
  List<Term> known() {
    List<Term> known = mirror.known();
    return known == null ? List.of() : known;
  }

  @Override
  protected void round() {
    mirror.refresh();
  }

  /** enrollment-service's silence is said by those who suffer from it. */
  @Override
  protected void complain(Throwable failure, boolean again) {
    LOG.debugf("the terms stay as they are: %s", failure.getMessage());
  }
}
