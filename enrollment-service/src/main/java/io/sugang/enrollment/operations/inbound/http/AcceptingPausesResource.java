package io.sugang.enrollment.operations.inbound.http;

import io.sugang.contract.pause.AcceptingPause;
import io.sugang.enrollment.operations.application.PauseStore;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Where gateways must let nobody new in; for services, not for people. */
@Path("/internal/v1/accepting-pauses")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
public class AcceptingPausesResource {

  private final PauseStore pauses;

  AcceptingPausesResource(PauseStore pauses) {
    this.pauses = pauses;
  }

  /** All of them. */
  @GET
  public List<AcceptingPause> list() {
    return pauses.accepting().stream()
        .map(pause -> new AcceptingPause(pause.term(), pause.message()))
        .toList();
  }
}
