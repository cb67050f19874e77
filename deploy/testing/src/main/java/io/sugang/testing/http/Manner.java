package io.sugang.testing.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sugang.testing.Tokens;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;

/** What every route does with a call that is not as it should be, or is so in an unusual way. */
public enum Manner {
  REFUSES_AN_UNKNOWN_PARAMETER {
    @Override
    void check(Caller caller, Route route) {
      problem(caller.call(route.path() + "?nonsense=1"), 400, "unknown-parameter");
    }
  },
  REFUSES_A_BROKEN_QUERY {
    @Override
    void check(Caller caller, Route route) {
      problem(caller.call(route.path() + "?q=%zz"), 400, "malformed-request");
    }
  },
  REFUSES_A_BROKEN_PATH {
    @Override
    void check(Caller caller, Route route) {
      problem(caller.call(route.path() + "%"), 400, "malformed-request");
    }
  },
  READS_ENCODED_LETTERS_AS_LETTERS {
    @Override
    boolean isFor(Route route) {
      return !isStream(route);
    }

    @Override
    void check(Caller caller, Route route) {
      String encoded = route.path().replace("-", "%2D").replace("1", "%31").replace("s", "%73");
      assertThat(caller.call(encoded).status()).isEqualTo(caller.call(route.path()).status());
    }
  },
  NAMES_ITS_METHODS {
    @Override
    void check(Caller caller, Route route) {
      RawHttp.Answer refused = caller.with("PATCH").call(route.path());
      problem(refused, 405, "method-not-allowed");
      assertThat(refused.header("Allow").orElse("")).contains(route.method());
      RawHttp.Answer asked = caller.with("OPTIONS").call(route.path());
      assertThat(asked.status()).isIn(200, 204);
      assertThat(asked.header("Allow").orElse("")).contains(route.method());
    }
  },
  ANSWERS_HEAD_AS_GET_WITHOUT_A_BODY {
    @Override
    boolean isFor(Route route) {
      return route.method().equals("GET") && !isStream(route);
    }

    @Override
    void check(Caller caller, Route route) {
      RawHttp.Answer head = caller.with("HEAD").call(route.path());
      RawHttp.Answer get = caller.call(route.path());
      assertThat(head.status()).isEqualTo(get.status());
      assertThat(head.body()).isEmpty();
      assertThat(mediaType(head)).isEqualTo(mediaType(get));
    }
  },
  WANTS_A_TOKEN {
    @Override
    boolean isFor(Route route) {
      return route.role().isPresent();
    }

    @Override
    void check(Caller caller, Route route) {
      for (String header : List.of("X-None: 1", "Authorization: Bearer nonsense")) {
        RawHttp.Answer answer = caller.by(header).call(route.path());
        problem(answer, 401, "unauthenticated");
        assertThat(answer.header("WWW-Authenticate").orElse("")).startsWith("Bearer");
      }
      problem(
          caller
              .by("Authorization: Bearer " + Tokens.with(Tokens.claims("x1", "guest")))
              .call(route.path()),
          403,
          "forbidden");
    }
  },
  SAYS_WHAT_IT_ANSWERS {
    @Override
    void check(Caller caller, Route route) {
      problem(caller.and("Accept: image/png").call(route.path()), 406, "not-acceptable");
      if (!isStream(route)) {
        assertThat(caller.and("Accept: Application/JSON").call(route.path()).status())
            .isEqualTo(caller.call(route.path()).status());
      }
    }
  },
  READS_JSON_ONLY {
    @Override
    boolean isFor(Route route) {
      return route.hasBody();
    }

    @Override
    void check(Caller caller, Route route) {
      problem(
          caller.body("application/json", "nonsense").call(route.path()), 400, "malformed-json");
      problem(caller.body("application/json", "5").call(route.path()), 400, "invalid-field");
      problem(caller.body("text/plain", "{}").call(route.path()), 415, "unsupported-media-type");
      problem(
          caller.body("application/json", " ".repeat(70_000)).call(route.path()),
          413,
          "body-too-large");
      problem(
          caller.chunks("11170\r\n" + " ".repeat(70_000) + "\r\n0\r\n\r\n").call(route.path()),
          413,
          "body-too-large");
    }
  },
  REFUSES_A_BODY_THAT_CANNOT_BE_READ {
    @Override
    boolean isFor(Route route) {
      return route.hasBody();
    }

    @Override
    void check(Caller caller, Route route) {
      problem(caller.chunks("zz\r\n{}\r\n0\r\n\r\n").call(route.path()), 400, "malformed-request");
      problem(
          caller.version("HTTP/1.0").chunks("2\r\n{}\r\n0\r\n\r\n").call(route.path()),
          400,
          "malformed-request");
    }
  },
  REFUSES_TOO_MUCH_OF_A_HEAD {
    @Override
    void check(Caller caller, Route route) {
      problem(caller.call(route.path() + "?q=" + "x".repeat(9000)), 414, "address-too-long");
      problem(
          caller.and("X-Large: " + "x".repeat(20_000)).call(route.path()), 431, "head-too-large");
    }
  },
  WANTS_ONE_HOST {
    @Override
    void check(Caller caller, Route route) {
      problem(caller.named().call(route.path()), 400, "malformed-request");
      problem(caller.named("Host: a", "Host: b").call(route.path()), 400, "malformed-request");
    }
  };

  boolean isFor(Route route) {
    return true;
  }

  abstract void check(Caller caller, Route route);

  private static String mediaType(RawHttp.Answer answer) {
    return answer.header("Content-Type").orElse("").split(";", 2)[0];
  }

  /** It has no end to wait for. */
  private static boolean isStream(Route route) {
    return route.path().endsWith("/events");
  }

  /** A problem in Korean, as asked for; one that can't know better is in both languages. */
  private static void problem(RawHttp.Answer answer, int status, String type) {
    assertThat(answer.status()).as("status of %s", answer).isEqualTo(status);
    assertThat(answer.header("Content-Type").orElse("")).startsWith("application/problem+json");
    assertThat(answer.body())
        .contains("\"urn:sugang:problem:" + type + "\"", "\"status\":" + status, "\"detail\":")
        .containsPattern("[가-힣]");
    if (answer.header("Content-Language").isPresent()) {
      assertThat(answer.header("Content-Language")).hasValue("ko");
      assertThat(answer.header("Vary").orElse("")).containsIgnoringCase("Accept-Language");
    }
  }

  /** Tries it on every route that it is for, and says which fail. */
  public void check(int port, String subject, List<Route> routes) {
    var failures = new SoftAssertions();
    List<Route> tried = routes.stream().filter(this::isFor).toList();
    assertThat(tried).isNotEmpty();
    tried.forEach(
        route ->
            failures
                .assertThatCode(() -> check(Caller.of(port, route, subject), route))
                .as("%s: %s", this, route)
                .doesNotThrowAnyException());
    failures.assertAll();
  }

  /** Calls a route, with one thing changed. */
  record Caller(
      int port,
      String method,
      String version,
      List<String> hosts,
      List<String> headers,
      String body) {

    static Caller of(int port, Route route, String subject) {
      var headers = new ArrayList<>(List.of("Accept-Language: ko", "User-Agent: manners"));
      route
          .role()
          .ifPresent(
              role ->
                  headers.add(
                      "Authorization: Bearer " + Tokens.with(Tokens.claims(subject, role))));
      var caller =
          new Caller(
              port,
              route.method(),
              "HTTP/1.1",
              List.of("Host: localhost"),
              List.copyOf(headers),
              "");
      return route.hasBody() ? caller.body("application/json", "{}") : caller;
    }

    Caller with(String other) {
      return new Caller(port, other, version, hosts, headers, body);
    }

    Caller version(String other) {
      return new Caller(port, method, other, hosts, headers, body);
    }

    Caller named(String... others) {
      return new Caller(port, method, version, List.of(others), headers, body);
    }

    Caller and(String header) {
      String name = header.substring(0, header.indexOf(':') + 1);
      var more = new ArrayList<>(headers);
      more.removeIf(known -> known.startsWith(name));
      more.add(header);
      return new Caller(port, method, version, hosts, List.copyOf(more), body);
    }

    Caller by(String header) {
      var others = new ArrayList<>(headers);
      others.removeIf(known -> known.startsWith("Authorization:"));
      others.add(header);
      return new Caller(port, method, version, hosts, List.copyOf(others), body);
    }

    Caller body(String type, String text) {
      Caller typed = and("Content-Type: " + type).and("Content-Length: " + text.length());
      return new Caller(port, method, version, hosts, typed.headers, text);
    }

    Caller chunks(String text) {
      Caller chunked = and("Content-Type: application/json").and("Transfer-Encoding: chunked");
      var without = new ArrayList<>(chunked.headers);
      without.removeIf(known -> known.startsWith("Content-Length:"));
      return new Caller(port, method, version, hosts, List.copyOf(without), text);
    }

    RawHttp.Answer call(String path) {
      var head = new ArrayList<String>();
      head.add(method + " " + path + " " + version);
      head.addAll(hosts);
      head.addAll(headers);
      return new RawHttp(port).send(head, body);
    }
  }
}
