package io.sugang.gateway.inbound.http.enroll;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.edge.problem.Problem;
import io.sugang.edge.problem.ProblemException;
import io.sugang.edge.problem.ProblemType;
import io.sugang.gateway.application.find.FindRequests;
import io.sugang.gateway.application.join.JoinAnswer;
import io.sugang.gateway.application.join.JoinLine;
import io.sugang.gateway.application.join.Required;
import io.sugang.gateway.domain.Identity;
import io.sugang.gateway.domain.ReceiptId;
import io.sugang.gateway.domain.ReceiptSeal;
import io.sugang.gateway.inbound.http.caller.Caller;
import io.sugang.gateway.inbound.http.trace.CallTraces;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** A call by which a student lets something go. */
@RequestScoped
public class DropCall {

  private final Caller caller;
  private final RoutingContext call;
  private final JoinLine joinLine;
  private final FindRequests requests;
  private final JoinResponses responses;
  private final ReceiptSeal seal;
  private final HttpHeaders headers;

  DropCall(
      Caller caller,
      RoutingContext call,
      JoinLine joinLine,
      FindRequests requests,
      JoinResponses responses,
      ReceiptSeal seal,
      HttpHeaders headers) {
    this.caller = caller;
    this.call = call;
    this.joinLine = joinLine;
    this.requests = requests;
    this.responses = responses;
    this.seal = seal;
    this.headers = headers;
  }

  /**
   * Drops what the student has in a section.
   *
   * @param receiptId of the request that won it; empty for whatever it is
   * @param required what it must be
   */
  Uni<Response> drop(
      SectionId section,
      Optional<String> receiptId,
      Required required,
      Optional<String> idempotencyKey) {
    StudentId student = caller.student();
    Optional<RequestNumber> receipt =
        receiptId.map(
            id ->
                seal.open(id, student)
                    .filter(opened -> opened.section().equals(section))
                    .orElseThrow(DropCall::unknownReceipt)
                    .number());
    return drop(student, section, receipt, required, idempotencyKey);
  }

  /** Drops whatever a request has. */
  public Uni<Response> withdraw(String receiptId, Optional<String> idempotencyKey) {
    StudentId student = caller.student();
    ReceiptId receipt = seal.open(receiptId, student).orElseThrow(DropCall::unknownReceipt);
    return drop(
        student, receipt.section(), Optional.of(receipt.number()), Required.ANY, idempotencyKey);
  }

  private Uni<Response> drop(
      StudentId student,
      SectionId section,
      Optional<RequestNumber> receipt,
      Required required,
      Optional<String> idempotencyKey) {
    JoinResponses.validateKey(idempotencyKey);
    String acceptLanguage = headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE);
    Identity identity = caller.identity();
    String traceparent = CallTraces.of(call).traceparent();
    BiFunction<Optional<RequestNumber>, Optional<String>, CompletionStage<JoinAnswer>> drop =
        (number, key) -> joinLine.drop(student, section, number, required, key, traceparent);
    return Uni.createFrom()
        .completionStage(
            () ->
                drop.apply(receipt, idempotencyKey)
                    .thenCompose(
                        answer ->
                            answer instanceof JoinAnswer.NothingToDrop && receipt.isPresent()
                                ? dropRenumbered(identity, section, receipt.get(), drop, answer)
                                : CompletableFuture.completedStage(answer)))
        .map(answer -> responses.answer(answer, section, acceptLanguage).toResponse());
  }

  /** The receipt may stand for another number. */
  private CompletionStage<JoinAnswer> dropRenumbered(
      Identity identity,
      SectionId section,
      RequestNumber receipt,
      BiFunction<Optional<RequestNumber>, Optional<String>, CompletionStage<JoinAnswer>> drop,
      JoinAnswer otherwise) {
    return requests
        .renumbered(identity, section, receipt)
        .thenCompose(
            number ->
                number.isPresent()
                    // The key was used for the receipt.
                    ? drop.apply(number, Optional.empty())
                    : CompletableFuture.completedStage(otherwise));
  }

  private static ProblemException unknownReceipt() {
    return new ProblemException(Problem.of(ProblemType.REQUEST_UNKNOWN, Map.of()));
  }
}
