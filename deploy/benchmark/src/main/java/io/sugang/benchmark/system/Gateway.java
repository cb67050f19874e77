package io.sugang.benchmark.system;

import java.net.URI;

/** Where one gateway listens, for plain HTTP. */
public record Gateway(String name, String host, int port) {

  /** The gateway behind a URL like {@code http://127.0.0.1:8080}. */
  public static Gateway at(String name, String url) {
    URI uri = URI.create(url);
    if (!"http".equals(uri.getScheme()) || uri.getPort() < 0) {
      throw new IllegalArgumentException(
          "url of %s: %s (expected: http://host:port)".formatted(name, url));
    }
    return new Gateway(name, uri.getHost(), uri.getPort());
  }

  /** Value of the {@code Host} header. */
  public String authority() {
    return host + ":" + port;
  }

  /** A resource of this gateway. */
  public URI resolve(String path) {
    return URI.create("http://" + authority() + path);
  }
}
