package io.sugang.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between a service and a part of the system in tests, to let connections go half open: one
 * end believes in them, and nothing ever arrives.
 */
public final class TcpProxy implements AutoCloseable {

  private final ServerSocket server;
  private final int target;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();

  private TcpProxy(ServerSocket server, int target) {
    this.server = server;
    this.target = target;
  }

  /** Begins to pass on what is sent, from a free port to one of this machine. */
  public static TcpProxy to(int port) {
    try {
      var proxy = new TcpProxy(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), port);
      Thread.ofVirtual().start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where to connect to. */
  public int port() {
    return server.getLocalPort();
  }

  /** Nothing passes any more through the connections there are; new ones are well. */
  public void letGoHalfOpen() {
    links.forEach(link -> link.isDead = true);
  }

  /** What is sent through the connections there are still arrives, and no answer comes back. */
  public void loseAnswers() {
    links.forEach(link -> link.isMute = true);
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        var link = new Link(client, new Socket(InetAddress.getLoopbackAddress(), target));
        links.add(link);
        Thread.ofVirtual().start(() -> link.pass(link.client, link.part));
        Thread.ofVirtual().start(() -> link.pass(link.part, link.client));
      }
    } catch (IOException e) {
      close();
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      links.forEach(Link::close);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Link {
    private final Socket client;
    private final Socket part;
    private volatile boolean isDead;
    private volatile boolean isMute;

    Link(Socket client, Socket part) {
      this.client = client;
      this.part = part;
    }

    void pass(Socket from, Socket to) {
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        var bytes = new byte[8192];
        for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
          if (!isDead && !(isMute && from == part)) {
            out.write(bytes, 0, read);
          }
        }
        if (!isDead) {
          close();
        }
      } catch (IOException e) {
        if (!isDead) {
          close();
        }
      }
    }

    void close() {
      try (client;
          part) {
        isDead = true;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
