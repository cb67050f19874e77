package io.sugang.local.mailbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.sugang.local.http.Http;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Plays the part of the SES v1 Query API that Sugang uses, and puts what it is given into the
 * {@link Mailbox}. How it answers can be changed with {@code PUT /ses/mode}, body {@code fine},
 * {@code throttled}, {@code down}, {@code rejecting}: it will never take the mail, or {@code
 * answer-lost}: it takes the mail and says nothing.
 */
public final class SesStandIn implements HttpHandler {

  private enum Mode {
    FINE,
    THROTTLED,
    DOWN,
    REJECTING,
    ANSWER_LOST
  }

  private final Mailbox mailbox;
  private final AtomicReference<Mode> mode = new AtomicReference<>(Mode.FINE);

  public SesStandIn(Mailbox mailbox) {
    this.mailbox = mailbox;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    if (exchange.getRequestURI().getPath().equals("/ses/mode")) {
      changeMode(exchange);
      return;
    }
    if (exchange.getRequestMethod().equals("GET")) {
      exchange.getResponseHeaders().set("Location", "/mailbox");
      Http.answer(exchange, 302, "text/plain", "");
      return;
    }
    switch (mode.get()) {
      case FINE -> act(exchange);
      case THROTTLED -> fail(exchange, 400, "Throttling", "Maximum sending rate exceeded.");
      case REJECTING -> fail(exchange, 400, "MessageRejected", "The local SES was told to.");
      case ANSWER_LOST -> {
        take(Http.form(Http.body(exchange)));
        exchange.close();
      }
      case DOWN -> fail(exchange, 503, "ServiceUnavailable", "The local SES was told to be down.");
    }
  }

  private void changeMode(HttpExchange exchange) throws IOException {
    String wanted = Http.body(exchange).strip().toUpperCase(Locale.ROOT);
    try {
      mode.set(Mode.valueOf(wanted.replace('-', '_')));
      Http.answer(exchange, 204, "text/plain", "");
    } catch (IllegalArgumentException e) {
      Http.answer(
          exchange,
          400,
          "text/plain",
          "expected: fine, throttled, down, rejecting or answer-lost\n");
    }
  }

  private void act(HttpExchange exchange) throws IOException {
    Map<String, String> form = Http.form(Http.body(exchange));
    switch (form.getOrDefault("Action", "")) {
      case "SendEmail" -> send(exchange, form);
      case "GetSendQuota" ->
          succeed(
              exchange,
              "GetSendQuota",
              "<Max24HourSend>-1</Max24HourSend><MaxSendRate>10000</MaxSendRate><SentLast24Hours>0</SentLast24Hours>");
      default -> fail(exchange, 400, "InvalidAction", "The local SES does not know this action.");
    }
  }

  private void send(HttpExchange exchange, Map<String, String> form) throws IOException {
    String to = form.get("Destination.ToAddresses.member.1");
    String from = form.get("Source");
    if (to == null || from == null || !to.contains("@") || !from.contains("@")) {
      fail(exchange, 400, "MessageRejected", "A sender and a receiver are needed.");
      return;
    }
    succeed(exchange, "SendEmail", "<MessageId>%s</MessageId>".formatted(take(form)));
  }

  /** Puts a mail into the mailbox; returns its id. */
  private String take(Map<String, String> form) {
    String id = UUID.randomUUID().toString();
    mailbox.deliver(
        id,
        form.get("Destination.ToAddresses.member.1"),
        form.getOrDefault("Message.Subject.Data", ""),
        form.getOrDefault("Message.Body.Text.Data", ""),
        form.getOrDefault("Message.Body.Html.Data", ""));
    return id;
  }

  private static void succeed(HttpExchange exchange, String action, String result)
      throws IOException {
    Http.answer(
        exchange,
        200,
        "text/xml",
        """
        <%1$sResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><%1$sResult>%2$s</%1$sResult>\
        <ResponseMetadata><RequestId>%3$s</RequestId></ResponseMetadata></%1$sResponse>\
        """
            .formatted(action, result, UUID.randomUUID()));
  }

  private static void fail(HttpExchange exchange, int status, String code, String message)
      throws IOException {
    Http.answer(
        exchange,
        status,
        "text/xml",
        """
        <ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type>\
        <Code>%s</Code><Message>%s</Message></Error><RequestId>%s</RequestId></ErrorResponse>\
        """
            .formatted(code, Http.escape(message), UUID.randomUUID()));
  }
}
