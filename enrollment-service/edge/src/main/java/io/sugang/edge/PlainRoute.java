package io.sugang.edge;

import io.vertx.core.http.HttpMethod;
import java.util.Set;

/**
 * A route that is no resource, because it is called by thousands at once. A resource at the same
 * path does not know of it, so it says itself what it takes.
 */
public interface PlainRoute {

  /** Its path, without parameters. */
  String path();

  /** The methods that it takes. */
  Set<HttpMethod> methods();
}
