package io.sugang.gateway.inbound.http.caller;

import io.sugang.contract.id.StudentId;
import io.sugang.gateway.domain.Identity;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;

/** Who calls a resource, found as for every route: by {@link Bearer}. */
@RequestScoped
public class Caller {

  private final Bearer bearer;
  private final RoutingContext call;

  Caller(Bearer bearer, RoutingContext call) {
    this.bearer = bearer;
    this.call = call;
  }

  public StudentId student() {
    return identity().student();
  }

  public Identity identity() {
    return bearer.identity(call.request().getHeader(HttpHeaders.AUTHORIZATION));
  }
}
