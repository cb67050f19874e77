package io.sugang.gateway.inbound.http.enroll;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.smallrye.mutiny.Uni;
import io.sugang.edge.problem.HttpAnswer;
import io.sugang.edge.problem.Problem;
import io.sugang.edge.problem.ProblemException;
import io.sugang.edge.problem.ProblemType;
import io.sugang.gateway.application.cart.ApplyForCart;
import io.sugang.gateway.application.cart.ApplyForCart.Applied;
import io.sugang.gateway.domain.Identity;
import io.sugang.gateway.domain.Receipt;
import io.sugang.gateway.inbound.http.caller.Caller;
import io.sugang.gateway.inbound.http.trace.CallTraces;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A call by which a student asks for all sections of the cart. */
@RequestScoped
public class CartCall {

  private final Caller caller;
  private final RoutingContext call;
  private final ApplyForCart applyForCart;
  private final JoinResponses responses;
  private final HttpHeaders headers;

  CartCall(
      Caller caller,
      RoutingContext call,
      ApplyForCart applyForCart,
      JoinResponses responses,
      HttpHeaders headers) {
    this.caller = caller;
    this.call = call;
    this.applyForCart = applyForCart;
    this.responses = responses;
    this.headers = headers;
  }

  /**
   * What became of each section of the cart, in its order.
   *
   * @param requests one for each
   */
  public record CartRequests(List<CartRequest> requests) {}

  /**
   * What one section was answered, as if it had been asked for alone.
   *
   * @param status the HTTP status that the answer would have
   * @param receipt absent if there is none
   * @param problem absent if there is a receipt
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record CartRequest(
      String section,
      int status,
      Optional<ReceiptView> receipt,
      @JsonRawValue
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Schema(type = SchemaType.OBJECT, description = "As application/problem+json has it")
          String problem) {}

  /** Asks for all. */
  public Uni<Response> apply(Optional<String> idempotencyKey) {
    JoinResponses.validateKey(idempotencyKey);
    Identity identity = caller.identity();
    String traceparent = CallTraces.of(call).traceparent();
    String languages = headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE);
    return Uni.createFrom()
        .completionStage(() -> applyForCart.apply(identity, idempotencyKey, traceparent))
        .map(applied -> response(applied, languages));
  }

  private Response response(List<Applied> applied, String languages) {
    if (applied.isEmpty()) {
      throw new ProblemException(Problem.of(ProblemType.CART_EMPTY));
    }
    if (applied.stream().allMatch(one -> JoinResponses.receipt(one.answer()).isEmpty())) {
      List<HttpAnswer> problems = applied.stream().map(one -> answer(one, languages)).toList();
      Optional<HttpAnswer> later = problems.stream().filter(p -> p.status() == 503).findFirst();
      if (later.isPresent() || areAlike(applied)) {
        // To be tried again, or one reason for all: a window that is not open, say.
        return later.orElse(problems.getFirst()).toResponse();
      }
    }
    var requests = new CartRequests(applied.stream().map(one -> view(one, languages)).toList());
    boolean isNew = requests.requests().stream().anyMatch(request -> request.status() == 202);
    return Response.status(isNew ? 202 : 200)
        .entity(requests)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private HttpAnswer answer(Applied applied, String languages) {
    return responses.answer(applied.answer(), applied.section(), languages);
  }

  private static boolean areAlike(List<Applied> applied) {
    return applied.stream().map(one -> one.answer().getClass()).distinct().count() == 1;
  }

  private CartRequest view(Applied applied, String languages) {
    String section = applied.section().value();
    Optional<Receipt> receipt = JoinResponses.receipt(applied.answer());
    if (receipt.isPresent()) {
      return new CartRequest(
          section, JoinResponses.status(applied.answer()), receipt.map(ReceiptView::of), null);
    }
    HttpAnswer problem = answer(applied, languages);
    return new CartRequest(section, problem.status(), Optional.empty(), problem.body());
  }
}
