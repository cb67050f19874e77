package io.sugang.local.mailbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.sugang.local.http.Http;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /mailbox}: the newest mails as a page; {@code /mailbox.json}: the same for programs;
 * {@code ?to=} filters.
 */
public final class MailboxPage implements HttpHandler {

  private static final int NEWEST = 200;
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  private final Mailbox mailbox;

  public MailboxPage(Mailbox mailbox) {
    this.mailbox = mailbox;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Map<String, String> query = Http.form(exchange.getRequestURI().getRawQuery());
    Optional<String> to = Optional.ofNullable(query.get("to")).filter(a -> !a.isBlank());
    if (path.equals("/mailbox.json")) {
      Http.answer(
          exchange, 200, "application/json", JSON.writeValueAsString(mailbox.newest(to, NEWEST)));
    } else if (path.equals("/mailbox")) {
      Http.answer(exchange, 200, "text/html", list(mailbox.newest(to, NEWEST), to.orElse("")));
    } else {
      Optional<Mailbox.Mail> mail = mailbox.find(path.substring("/mailbox/".length()));
      if (mail.isPresent()) {
        Http.answer(exchange, 200, "text/html", one(mail.get()));
      } else {
        Http.answer(exchange, 404, "text/plain", "no such mail\n");
      }
    }
  }

  private static String list(List<Mailbox.Mail> mails, String to) {
    var rows = new StringBuilder();
    for (Mailbox.Mail mail : mails) {
      rows.append(
          "<tr><td>%s</td><td>%s</td><td><a href=\"/mailbox/%s\">%s</a></td></tr>%n"
              .formatted(
                  mail.sentAt(), Http.escape(mail.to()), mail.id(), Http.escape(mail.subject())));
    }
    if (mails.isEmpty()) {
      rows.append("<tr><td colspan=\"3\">No mail yet.</td></tr>");
    }
    return page(
        "Mailbox",
        """
        <h1>Mailbox</h1>
        <p>Mails that this local system sent, the newest first.</p>
        <form><label>To <input name="to" type="search" value="%s"></label> <button>Show</button></form>
        <table><thead><tr><th scope="col">Sent</th><th scope="col">To</th><th scope="col">Subject</th></tr></thead>
        <tbody>%s</tbody></table>
        """
            .formatted(Http.escape(to), rows));
  }

  private static String one(Mailbox.Mail mail) {
    return page(
        mail.subject(),
        """
        <p><a href="/mailbox">All mails</a></p><h1>%s</h1><p>To %s, %s</p>
        <h2>HTML</h2><iframe sandbox title="The mail as HTML" srcdoc="%s"></iframe>
        <h2>Text</h2><pre>%s</pre>
        """
            .formatted(
                Http.escape(mail.subject()),
                Http.escape(mail.to()),
                mail.sentAt(),
                Http.escape(mail.html()),
                Http.escape(mail.text())));
  }

  private static String page(String title, String body) {
    return """
        <!doctype html><html lang="en"><head><meta charset="utf-8"><title>%s</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <style>body{font:1rem/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#111}
        table{border-collapse:collapse;width:100%%}th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #ccc}
        iframe{width:100%%;height:24rem;border:1px solid #ccc}</style></head><body>%s</body></html>
        """
        .formatted(Http.escape(title), body);
  }
}
