package io.sugang.gateway.inbound.http.enroll;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.sugang.contract.decision.RequestType;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.text.PlainText;
import io.sugang.edge.Accepted;
import io.sugang.edge.EdgeConfig;
import io.sugang.edge.PlainRoute;
import io.sugang.edge.StrictParameters;
import io.sugang.edge.problem.HttpAnswer;
import io.sugang.edge.problem.JsonProblems;
import io.sugang.edge.problem.Problem;
import io.sugang.edge.problem.ProblemException;
import io.sugang.edge.problem.ProblemResponses;
import io.sugang.edge.problem.ProblemType;
import io.sugang.edge.problem.Rule;
import io.sugang.gateway.application.join.JoinAnswer;
import io.sugang.gateway.application.join.JoinLine;
import io.sugang.gateway.inbound.http.caller.Bearer;
import io.sugang.gateway.inbound.http.trace.CallTraces;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.logging.Logger;

/**
 * {@code POST /api/v1/requests}: a student asks for a seat, and may give up another one for it. On
 * opening day it is called by everybody in the same second, so it is a plain route on the event
 * loop, without the contexts that a resource sets up for each call. Its description is in {@code
 * META-INF/openapi.yaml}.
 */
@ApplicationScoped
public class EnrollRoute implements PlainRoute {

  private static final Logger LOG = Logger.getLogger(EnrollRoute.class);
  private static final String PATH = "/api/v1/requests";
  private static final Accepted ACCEPTED = new Accepted(MediaType.APPLICATION_JSON_TYPE);
  private static final String JSON = "application/json";
  private static final String ENROLL = RequestType.ENROLL.wireName();
  private static final String SWAP = RequestType.SWAP.wireName();

  private final Bearer bearer;
  private final JoinLine joinLine;
  private final JoinResponses responses;
  private final EdgeConfig config;
  private final ObjectReader json;

  /**
   * What a student asks for.
   *
   * @param type {@code enroll} or {@code swap}
   * @param section id of the section
   * @param source of a swap: id of the section of the seat that is given up; else absent
   */
  @Schema(name = "EnrollBody")
  record EnrollBody(
      @Schema(enumeration = {"enroll", "swap"}) String type,
      @Schema(examples = "CSE1001-01") String section,
      @Schema(nullable = true, examples = "CSE1001-02") String source) {}

  /** The same, checked. */
  private record Wanted(SectionId section, Optional<SectionId> source) {}

  EnrollRoute(
      Bearer bearer,
      JoinLine joinLine,
      JoinResponses responses,
      EdgeConfig config,
      ObjectMapper json) {
    this.bearer = bearer;
    this.joinLine = joinLine;
    this.responses = responses;
    this.config = config;
    this.json = json.readerFor(EnrollBody.class);
  }

  void register(@Observes Router router) {
    var unused = router.post(PATH).handler(this::receive);
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public Set<HttpMethod> methods() {
    return Set.of(HttpMethod.POST);
  }

  /** Collects the body, which may hide its length; where no guard of its connection counts it. */
  void receive(RoutingContext call) {
    HttpServerRequest request = call.request();
    Buffer body = Buffer.buffer();
    request.handler(
        chunk -> {
          if (body.length() + chunk.length() <= config.bodyLimit()) {
            body.appendBuffer(chunk);
          } else if (!call.response().ended()) {
            ProblemResponses.answer(
                    Problem.of(ProblemType.BODY_TOO_LARGE, Map.of("limit", config.bodyLimit())),
                    languages(call))
                .with(HttpHeaders.CONNECTION.toString(), "close")
                .end(call.response());
          }
        });
    request.endHandler(
        _ -> {
          if (!call.response().ended()) {
            handle(call, body);
          }
        });
    request.resume();
  }

  private void handle(RoutingContext call, Buffer body) {
    HttpServerRequest request = call.request();
    String languages = languages(call);
    try {
      requireNoParameters(request);
      StudentId student = bearer.identity(request.getHeader(HttpHeaders.AUTHORIZATION)).student();
      requireJson(request);
      Wanted wanted = validate(read(body));
      Optional<String> key = Optional.ofNullable(request.getHeader("Idempotency-Key"));
      JoinResponses.validateKey(key);
      Context eventLoop = call.vertx().getOrCreateContext();
      Thread thread = Thread.currentThread();
      var unused =
          ask(student, wanted, key, CallTraces.of(call).traceparent())
              .handle(
                  (answer, failure) -> {
                    HttpAnswer http = http(answer, failure, wanted.section(), languages);
                    if (Thread.currentThread() == thread) {
                      http.end(call.response());
                    } else {
                      eventLoop.runOnContext(_ -> http.end(call.response()));
                    }
                    return null;
                  });
    } catch (ProblemException e) {
      ProblemResponses.answer(e.problem(), languages).end(call.response());
    } catch (RuntimeException e) {
      failed(e, languages).end(call.response());
    }
  }

  private CompletionStage<JoinAnswer> ask(
      StudentId student, Wanted wanted, Optional<String> key, String traceparent) {
    return wanted.source().isEmpty()
        ? joinLine.enroll(student, wanted.section(), key, traceparent)
        : joinLine.swap(student, wanted.section(), wanted.source().get(), key, traceparent);
  }

  private HttpAnswer http(
      JoinAnswer answer, Throwable failure, SectionId section, String languages) {
    if (failure != null) {
      return failed(failure, languages);
    }
    try {
      return responses.answer(answer, section, languages);
    } catch (RuntimeException e) {
      return failed(e, languages);
    }
  }

  private static HttpAnswer failed(Throwable failure, String languages) {
    LOG.error("a request to enroll failed", failure);
    return ProblemResponses.answer(Problem.of(ProblemType.INTERNAL_ERROR), languages);
  }

  private static void requireNoParameters(HttpServerRequest request) {
    if (request.query() != null && !request.query().isEmpty()) {
      StrictParameters.check(request.params(), Set.of());
    }
  }

  private static void requireJson(HttpServerRequest request) {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    if (type == null || !type.regionMatches(true, 0, JSON, 0, JSON.length())) {
      throw new ProblemException(Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE));
    }
    if (!ACCEPTED.isIn(request.getHeader(HttpHeaders.ACCEPT))) {
      throw new ProblemException(Problem.of(ProblemType.NOT_ACCEPTABLE));
    }
  }

  private EnrollBody read(Buffer body) {
    try {
      return body.length() == 0 ? null : json.readValue(body.getBytes());
    } catch (JsonProcessingException e) {
      throw new ProblemException(JsonProblems.of(e));
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory can be read", e);
    }
  }

  private static Wanted validate(EnrollBody body) {
    if (body == null) {
      throw new ProblemException(JsonProblems.noObject());
    }
    boolean isSwap = SWAP.equals(body.type());
    if (!isSwap && !ENROLL.equals(body.type())) {
      throw new ProblemException(Problem.field("type", Rule.oneOf(List.of(ENROLL, SWAP))));
    }
    SectionId section = section("section", body.section());
    if (isSwap) {
      SectionId source = section("source", body.source());
      if (source.equals(section)) {
        throw new ProblemException(Problem.field("source", Rule.ANOTHER_SECTION));
      }
      return new Wanted(section, Optional.of(source));
    }
    if (body.source() != null) {
      throw new ProblemException(Problem.field("source", Rule.OF_A_SWAP));
    }
    return new Wanted(section, Optional.empty());
  }

  private static SectionId section(String field, String id) {
    try {
      return new SectionId(PlainText.of(id));
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new ProblemException(Problem.field(field, Rule.SECTION_ID));
    }
  }

  private static String languages(RoutingContext call) {
    return call.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE);
  }
}
