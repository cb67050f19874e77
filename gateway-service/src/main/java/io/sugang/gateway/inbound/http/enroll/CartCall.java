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
    List<HttpAnswer> answers =
        applied.stream()
            .map(one -> responses.answer(one.answer(), one.section(), languages))
            .toList();
    if (applied.stream().allMatch(one -> JoinResponses.receipt(one.answer()).isEmpty())) {
      Optional<HttpAnswer> later = answers.stream().filter(a -> a.status() == 503).findFirst();
      if (later.isPresent() || areAlike(applied)) {
        // To be tried again, or one reason for all: a window that is not open, say.
        return later.orElse(answers.getFirst()).toResponse();
      }
    }
    boolean isNew = answers.stream().anyMatch(answer -> answer.status() == 202);
    var requests = new CartRequest[applied.size()];
    for (int i = 0; i < requests.length; i++) {
      requests[i] = view(applied.get(i), answers.get(i));
    }
    return Response.status(isNew ? 202 : 200)
        .entity(new CartRequests(List.of(requests)))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private static boolean areAlike(List<Applied> applied) {
    return applied.stream().map(one -> one.answer().getClass()).distinct().count() == 1;
  }

  private static CartRequest view(Applied applied, HttpAnswer answer) {
    Optional<ReceiptView> receipt = JoinResponses.receipt(applied.answer()).map(ReceiptView::of);
    return new CartRequest(
        applied.section().value(),
        answer.status(),
        receipt,
        receipt.isPresent() ? null : answer.body());
  }
}
