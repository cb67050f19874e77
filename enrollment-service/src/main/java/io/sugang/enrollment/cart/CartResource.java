package io.sugang.enrollment.cart;

import io.sugang.contract.enrollment.Cart;
import io.sugang.contract.enrollment.CartCheck;
import io.sugang.contract.id.StudentId;
import io.sugang.edge.EntityTags;
import io.sugang.edge.problem.Problem;
import io.sugang.edge.problem.ProblemException;
import io.sugang.edge.problem.ProblemType;
import io.sugang.enrollment.cart.Carts.Outcome;
import io.sugang.enrollment.identity.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.function.Predicate;

/** A student's cart: whose token it is decides whose. */
@Path("/internal/v1/cart")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("student")
public class CartResource {

  private final Caller caller;
  private final Carts carts;
  private final CartChecks checks;
  private final OfferedSections offered;

  CartResource(Caller caller, Carts carts, CartChecks checks, OfferedSections offered) {
    this.caller = caller;
    this.carts = carts;
    this.checks = checks;
    this.offered = offered;
  }

  /** As of now. */
  @GET
  public Cart find() {
    return carts.find(caller.student());
  }

  /**
   * Writes it anew.
   *
   * @param call with the version that the student saw, as If-Match; without it whatever is there is
   *     replaced
   */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  public Cart write(@Context HttpHeaders call, WantedCart wanted) {
    StudentId student = caller.student();
    Predicate<String> matches = EntityTags.ifMatch(call);
    Cart cart = WantedCart.cart(wanted, offered::of);
    if (!cart.bundles().isEmpty() && !offered.mayBeBundled(cart.sections().getFirst())) {
      throw new ProblemException(Problem.of(ProblemType.NO_BUNDLES));
    }
    return switch (carts.write(student, cart, version -> matches.test(Integer.toString(version)))) {
      case null -> throw unknown();
      case Outcome.Written(var after) -> after;
      case Outcome.NotAsExpected _ ->
          throw new ProblemException(Problem.of(ProblemType.CART_CHANGED));
    };
  }

  /** What would be in the way if its sections were asked for as soon as they may be. */
  @GET
  @Path("check")
  public CartCheck check() {
    StudentId student = caller.student();
    CartCheck check = checks.check(student, carts.find(student));
    if (check == null) {
      throw unknown();
    }
    return check;
  }

  private static ProblemException unknown() {
    return new ProblemException(Problem.of(ProblemType.STUDENT_UNKNOWN));
  }
}
