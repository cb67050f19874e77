package io.sugang.edge.connection;

import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.spi.VertxServiceProvider;

/** Has every HTTP server of this service guard its connections. Found by Vert.x as a service. */
public final class ConnectionGuardProvider implements VertxServiceProvider {

  @Override
  public void init(VertxBuilder vertx) {
    var unused = vertx.findTransport(new GuardedTransport(vertx.findTransport()));
  }
}
