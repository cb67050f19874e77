package io.sugang.gateway.outbound.office;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.sugang.gateway.application.CatalogueMirror;
import io.sugang.gateway.application.Office;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/**
 * A gateway is not ready before it has a catalogue and all students' cohorts. From then on it can
 * do without the office for a while, so an office that is away does not take all gateways out of
 * service.
 */
@Startup
@Readiness
@ApplicationScoped
class OfficeReady implements AsyncHealthCheck {

  private static final String NAME = "enrollment-service";

  private final CatalogueMirror catalogue;
  private final Office office;

  OfficeReady(CatalogueMirror catalogue, Office office) {
    this.catalogue = catalogue;
    this.office = office;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return catalogue
        .contents()
        .map(
            contents ->
                HealthCheckResponse.named(NAME)
                    .status(office.knowsCohorts())
                    .withData("sections", contents.byId().size())
                    .withData("cohorts", office.knowsCohorts())
                    .build())
        .onFailure()
        .recoverWithItem(
            e -> HealthCheckResponse.named(NAME).down().withData("reason", e.getMessage()).build());
  }
}
