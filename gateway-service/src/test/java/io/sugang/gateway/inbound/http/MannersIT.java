package io.sugang.gateway.inbound.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.All;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.edge.PlainRoute;
import io.sugang.gateway.Api;
import io.sugang.gateway.People;
import io.sugang.gateway.StackWithEnrollment;
import io.sugang.gateway.line.Doors;
import io.sugang.testing.http.Manner;
import io.sugang.testing.http.Route;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every route of gateway-service, called in ways that are wrong or unusual. */
@QuarkusTest
@WithTestResource(StackWithEnrollment.class)
class MannersIT {

  @Inject BeanManager beans;
  @Inject Doors doors;
  @Inject @All List<PlainRoute> plain;

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  @BeforeEach
  void open() {
    doors.open(1);
    Api.awaitCopies();
  }

  @ParameterizedTest
  @EnumSource(Manner.class)
  void everyRouteHasManners(Manner manner) {
    manner.check(port, People.student(9), routes());
  }

  private List<Route> routes() {
    var routes =
        new ArrayList<>(
            Route.of(beans, Map.of("id", "CSE1001-01", "section", "CSE1001-01")).stream()
                .filter(route -> route.path().startsWith("/api/"))
                .toList());
    assertThat(plain).hasSize(2);
    for (PlainRoute route : plain) {
      String method = route.methods().contains(HttpMethod.POST) ? "POST" : "GET";
      routes.add(new Route(method, route.path(), Optional.of("student"), method.equals("POST")));
    }
    assertThat(routes).hasSizeGreaterThan(12);
    return routes;
  }
}
