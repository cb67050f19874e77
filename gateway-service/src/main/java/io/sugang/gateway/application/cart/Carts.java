package io.sugang.gateway.application.cart;

import io.sugang.contract.enrollment.Cart;
import io.sugang.contract.enrollment.CartCheck;
import io.sugang.gateway.domain.Identity;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Students' carts, which enrollment-service keeps and gateways share a copy of. Answers complete on
 * any thread, or fail with {@link io.sugang.gateway.application.EnrollmentAwayException}.
 */
public interface Carts {

  /**
   * A cart as a student wants it; whether it can be is for enrollment-service to say.
   *
   * @param sections ids, in order of preference; may be {@code null}
   * @param bundles may be {@code null}
   */
  record Wanted(List<String> sections, List<WantedBundle> bundles) {}

  /**
   * Sections of the cart of which the student wants no more than some; one limit, or both.
   *
   * @param maxSections so many of them; {@code null}: any number
   * @param maxCredits so many credits of them; {@code null}: any number
   */
  record WantedBundle(List<String> sections, Integer maxSections, Integer maxCredits) {}

  /** What a change is answered. */
  sealed interface Answer {
    /** It is as it was to be. */
    record Written(Cart cart) implements Answer {}

    /**
     * It can't be.
     *
     * @param problem JSON, in the student's language
     */
    record Refused(int status, String problem) implements Answer {}
  }

  /** A student's cart; an empty one if nothing was ever put in. */
  CompletionStage<Cart> find(Identity identity);

  /**
   * Writes a student's cart anew.
   *
   * @param ifMatch versions of which it must be one, as an If-Match header names them
   * @param languages that the student reads, as an Accept-Language header names them
   * @return fails with {@link io.sugang.gateway.application.LineAwayException}, too: a copy that
   *     can't be withdrawn must not outlive it
   */
  CompletionStage<Answer> write(
      Identity identity, Wanted wanted, Optional<String> ifMatch, Optional<String> languages);

  /** What is in the way of a student's cart; empty if there is no record of the student. */
  CompletionStage<Optional<CartCheck>> check(Identity identity);
}
