package io.sugang.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.testing.LocalStack;
import io.sugang.testing.http.Manner;
import io.sugang.testing.http.Route;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every route of enrollment-service, called in ways that are wrong or unusual. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class MannersIT {

  @Inject BeanManager beans;

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  @ParameterizedTest
  @EnumSource(Manner.class)
  void everyRouteHasManners(Manner manner) {
    manner.check(port, "2027010001", routes());
  }

  private List<Route> routes() {
    List<Route> routes =
        Route.of(
            beans,
            Map.of(
                "section",
                "CSE1001-01",
                "number",
                "1",
                "id",
                "1",
                "change",
                "pause",
                "term",
                "2027-1"));
    assertThat(routes).hasSizeGreaterThan(8);
    return routes;
  }
}
