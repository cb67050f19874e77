package io.sugang.edge.connection;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.net.URI;
import java.util.List;

/**
 * Refuses requests whose length or host can be read in two ways, or whose address in none, and
 * reads nothing more from them: whoever stands before us may have read the other one, and would
 * take the rest for a request of somebody else.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {

  StrictRequestDecoder(HttpServerOptions options) {
    super(options);
  }

  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("both Transfer-Encoding and Content-Length");
  }

  /** Quarkus would refuse it, too, but without a word. */
  private static void requireAddress(String uri) {
    if (!uri.startsWith("/") && !uri.startsWith("http://") && !uri.startsWith("https://")) {
      throw new IllegalArgumentException("no address");
    }
    var unused = URI.create(uri);
  }

  /** Asked once a request, when its head is known. */
  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage message) {
    if (message instanceof HttpRequest request) {
      requireAddress(request.uri());
    }
    int hosts = message.headers().getAll(HttpHeaderNames.HOST).size();
    boolean isOld = message.protocolVersion().compareTo(HttpVersion.HTTP_1_1) < 0;
    if (hosts > 1 || (hosts == 0 && !isOld)) {
      throw new IllegalArgumentException("not one Host");
    }
    if (message.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      if (isOld) {
        throw new IllegalArgumentException("a Transfer-Encoding before HTTP/1.1");
      }
      List<String> codings = message.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
      if (codings.size() > 1 || !codings.getFirst().equalsIgnoreCase("chunked")) {
        throw new IllegalArgumentException("a Transfer-Encoding that is not chunked, once");
      }
    }
    return super.isContentAlwaysEmpty(message);
  }
}
