package io.sugang.local.console;

import com.sun.net.httpserver.HttpServer;
import io.sugang.local.LocalSystemException;
import io.sugang.local.Secrets;
import io.sugang.local.identity.IdentityEndpoints;
import io.sugang.local.identity.TokenIssuer;
import io.sugang.local.mailbox.Mailbox;
import io.sugang.local.mailbox.MailboxPage;
import io.sugang.local.mailbox.SesStandIn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The launcher's own HTTP server: mailbox pages, the SES stand-in, the identity endpoints. */
public final class Console {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private Console(HttpServer server) {
    this.server = server;
  }

  /** Starts it for this machine only. */
  public static Console start(int port, TokenIssuer issuer, Secrets secrets) {
    return start(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), issuer, secrets);
  }

  /** Starts it at an address. */
  public static Console start(InetSocketAddress address, TokenIssuer issuer, Secrets secrets) {
    try {
      var mailbox = new Mailbox();
      var server = HttpServer.create(address, 256);
      var console = new Console(server);
      server.setExecutor(console.threads);
      server.createContext("/identity/", new IdentityEndpoints(issuer, secrets));
      server.createContext("/mailbox", new MailboxPage(mailbox));
      // As on AWS, the SES endpoint is the server's root.
      server.createContext("/", new SesStandIn(mailbox));
      server.start();
      return console;
    } catch (IOException e) {
      throw new LocalSystemException(
          "the launcher's console can't listen on port " + address.getPort(), e);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public void stop() {
    server.stop(0);
    threads.shutdownNow();
  }
}
