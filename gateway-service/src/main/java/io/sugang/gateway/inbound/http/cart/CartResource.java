package io.sugang.gateway.inbound.http.cart;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.enrollment.Cart;
import io.sugang.contract.enrollment.CartCheck;
import io.sugang.edge.EntityTags;
import io.sugang.edge.problem.JsonProblems;
import io.sugang.edge.problem.Languages;
import io.sugang.edge.problem.Problem;
import io.sugang.edge.problem.ProblemException;
import io.sugang.edge.problem.ProblemResponses;
import io.sugang.edge.problem.ProblemType;
import io.sugang.gateway.application.cart.Carts;
import io.sugang.gateway.inbound.http.caller.Caller;
import io.sugang.gateway.inbound.http.enroll.CartCall;
import io.sugang.gateway.inbound.http.requests.DecisionTexts;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a student prepares before registration opens, and then asks for at once. */
@Path("/api/v1/cart")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("student")
@Tag(name = "Cart")
@SecurityRequirement(name = "token")
public class CartResource {

  private final Caller caller;
  private final Carts carts;
  private final CartCall cartCall;
  private final HttpHeaders headers;

  CartResource(Caller caller, Carts carts, CartCall cartCall, HttpHeaders headers) {
    this.caller = caller;
    this.carts = carts;
    this.cartCall = cartCall;
    this.headers = headers;
  }

  /**
   * A cart.
   *
   * @param sections ids, in order of preference
   */
  public record CartView(List<String> sections, List<Cart.Bundle> bundles) {}

  /**
   * A cart as I want it.
   *
   * @param sections ids, in order of preference
   */
  public record CartBody(List<String> sections, @Schema(nullable = true) List<BundleBody> bundles) {

    Carts.Wanted wanted() {
      return new Carts.Wanted(
          sections,
          bundles == null
              ? null
              : bundles.stream().map(one -> one == null ? null : one.wanted()).toList());
    }
  }

  /**
   * Sections of the cart of which I want no more than some; one limit, or both.
   *
   * @param maxSections so many of them
   * @param maxCredits so many credits of them
   */
  public record BundleBody(
      List<String> sections,
      @Schema(nullable = true) Integer maxSections,
      @Schema(nullable = true) Integer maxCredits) {

    private Carts.WantedBundle wanted() {
      return new Carts.WantedBundle(sections, maxSections, maxCredits);
    }
  }

  /**
   * What is in the way of a cart.
   *
   * @param sections in the cart's order
   */
  public record CartCheckView(List<CheckedView> sections) {}

  /**
   * What is in the way of one section.
   *
   * @param held whether I have a seat in it already
   * @param alternative whether it is only needed if an earlier one of its bundle is not given
   * @param violations every rule in the way; none: nothing but the seats
   */
  public record CheckedView(
      String section, boolean held, boolean alternative, List<ViolationView> violations) {}

  /**
   * A rule in the way.
   *
   * @param rule its name, as in the reason of a refusal
   * @param facts what it used
   * @param assumed whether it is only in the way if earlier sections of the cart are given
   * @param message in the caller's language
   */
  public record ViolationView(
      String rule, Map<String, Object> facts, boolean assumed, String message) {}

  @GET
  @APIResponseSchema(CartView.class)
  @Operation(
      summary = "My cart",
      description =
          "The sections that I prepared. Its ETag is to be sent as If-Match when it is changed.")
  public Uni<Response> cart() {
    return Uni.createFrom()
        .completionStage(() -> carts.find(caller.identity()))
        .map(CartResource::ok);
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @APIResponseSchema(CartView.class)
  @APIResponse(
      responseCode = "400",
      description = "A section is not offered, or twice in it, or something else is wrong")
  @APIResponse(responseCode = "409", description = "The sections' term has no bundles")
  @APIResponse(responseCode = "412", description = "It was changed elsewhere since; look again")
  @Operation(
      summary = "Write my cart",
      description =
          "All of it anew: up to 30 sections of one term in order of preference, and up to 10 bundles. Of a bundle I am"
              + " given no more than maxSections, or maxCredits, as long as it is in the cart; what is more is refused as"
              + " bundle-satisfied. Without If-Match whatever is there is replaced.")
  public Uni<Response> write(CartBody body) {
    if (body == null) {
      throw new ProblemException(JsonProblems.noObject());
    }
    Optional<String> ifMatch = ifMatch();
    Optional<String> languages =
        Optional.ofNullable(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
    return Uni.createFrom()
        .completionStage(() -> carts.write(caller.identity(), body.wanted(), ifMatch, languages))
        .map(
            answer ->
                switch (answer) {
                  case Carts.Answer.Written(var cart) -> ok(cart);
                  case Carts.Answer.Refused(int status, String problem) ->
                      Response.status(status)
                          .type(ProblemResponses.MEDIA_TYPE)
                          .header(HttpHeaders.CACHE_CONTROL, "no-store")
                          .entity(problem)
                          .build();
                });
  }

  @GET
  @Path("check")
  @APIResponseSchema(CartCheckView.class)
  @APIResponse(responseCode = "403", description = "There is no record of me")
  @Operation(
      summary = "What is in the way of my cart",
      description =
          "By the same rules that decide, at the next time at which I may ask, and as if every earlier section of the cart"
              + " with nothing in its way were given. Nothing is asked for, and whether seats are left is not judged.")
  public Uni<Response> check() {
    Locale locale = Languages.choose(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
    return Uni.createFrom()
        .completionStage(() -> carts.check(caller.identity()))
        .map(
            check ->
                uncached(
                    new CartCheckView(
                        check.orElseThrow(CartResource::unknown).sections().stream()
                            .map(one -> view(one, locale))
                            .toList())));
  }

  private static ProblemException unknown() {
    return new ProblemException(Problem.of(ProblemType.STUDENT_UNKNOWN));
  }

  @POST
  @Path("requests")
  @APIResponseSchema(
      value = CartCall.CartRequests.class,
      responseCode = "202",
      responseDescription = "New requests stand in the lines; what each section was answered")
  @APIResponse(responseCode = "409", description = "The cart is empty")
  @APIResponse(
      responseCode = "200",
      description = "Nothing new stands in the lines; what each section was answered",
      content = @Content(schema = @Schema(implementation = CartCall.CartRequests.class)))
  @APIResponse(
      responseCode = "503",
      description = "There is no receipt yet; Retry-After says when to ask again")
  @Operation(
      summary = "Ask for all sections of my cart",
      description =
          "In its order, each with a receipt of its own, as if it had been asked for alone; no line waits for another. If"
              + " none has a receipt, the answer is the problem that they share, or one that says when to ask again.")
  public Uni<Response> apply(@HeaderParam("Idempotency-Key") Optional<String> idempotencyKey) {
    return cartCall.apply(idempotencyKey);
  }

  /** On however many lines; empty if there is none. */
  private Optional<String> ifMatch() {
    var unused = EntityTags.ifMatch(headers);
    List<String> lines = headers.getRequestHeader(HttpHeaders.IF_MATCH);
    return lines.isEmpty() ? Optional.empty() : Optional.of(String.join(",", lines));
  }

  private static CheckedView view(CartCheck.Checked checked, Locale locale) {
    return new CheckedView(
        checked.section(),
        checked.held(),
        checked.alternative(),
        checked.violations().stream()
            .map(
                one ->
                    new ViolationView(one.rule(), one.facts(), one.assumed(), message(one, locale)))
            .toList());
  }

  private static String message(CartCheck.Violation violation, Locale locale) {
    return violation.assumed()
        ? DecisionTexts.ifGiven(violation.rule(), violation.facts(), locale)
        : DecisionTexts.inTheWay(violation.rule(), violation.facts(), locale);
  }

  private static Response ok(Cart cart) {
    return Response.ok(new CartView(cart.sections(), cart.bundles()))
        .tag(Integer.toString(cart.version()))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private static Response uncached(Object entity) {
    return Response.ok(entity).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }
}
