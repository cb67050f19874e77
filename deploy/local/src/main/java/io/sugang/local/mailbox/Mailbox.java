package io.sugang.local.mailbox;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Where the local system's mails end up instead of in people's post. Readable by IMAP, too. */
public final class Mailbox {

  private final GreenMail greenMail;
  private final int imapPort;

  /** A mail as pages show it. */
  public record Mail(
      String id, String to, String subject, Instant sentAt, String text, String html) {}

  public Mailbox(int imapPort) {
    this.imapPort = imapPort;
    greenMail = new GreenMail(new ServerSetup(imapPort, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    greenMail.start();
  }

  public int imapPort() {
    return imapPort;
  }

  void deliver(String id, String from, String to, String subject, String text, String html)
      throws MessagingException {
    var message = new MimeMessage(Session.getInstance(new Properties()));
    message.setFrom(new InternetAddress(from, true));
    message.setRecipient(MimeMessage.RecipientType.TO, new InternetAddress(to, true));
    message.setSubject(subject, "UTF-8");
    message.setSentDate(Date.from(Instant.now()));
    var alternatives = new MimeMultipart("alternative");
    if (text != null) {
      var part = new MimeBodyPart();
      part.setText(text, "UTF-8");
      alternatives.addBodyPart(part);
    }
    if (html != null) {
      var part = new MimeBodyPart();
      part.setText(html, "UTF-8", "html");
      alternatives.addBodyPart(part);
    }
    message.setContent(alternatives);
    message.saveChanges();
    message.setHeader("Message-ID", "<" + id + "@local>");
    // Who reads mail by IMAP logs in with the address as name and password.
    greenMail.setUser(to, to).deliver(message);
  }

  /** The newest mails first. */
  public List<Mail> newest(Optional<String> to, int limit) {
    Stream<MimeMessage> messages =
        to.map(address -> Stream.of(greenMail.getReceivedMessagesForDomain(address)))
            .orElseGet(() -> Stream.of(greenMail.getReceivedMessages()));
    List<MimeMessage> all = messages.toList();
    return IntStream.iterate(all.size() - 1, i -> i >= Math.max(0, all.size() - limit), i -> i - 1)
        .mapToObj(i -> read(all.get(i)))
        .toList();
  }

  /** One mail. */
  public Optional<Mail> find(String id) {
    return Stream.of(greenMail.getReceivedMessages())
        .map(Mailbox::read)
        .filter(mail -> mail.id().equals(id))
        .findFirst();
  }

  public void stop() {
    greenMail.stop();
  }

  private static Mail read(MimeMessage message) {
    try {
      var parts = (MimeMultipart) message.getContent();
      String text = "";
      String html = "";
      for (int i = 0; i < parts.getCount(); i++) {
        BodyPart part = parts.getBodyPart(i);
        if (part.isMimeType("text/html")) {
          html = (String) part.getContent();
        } else {
          text = (String) part.getContent();
        }
      }
      return new Mail(
          message.getMessageID().replaceAll("[<>]|@local", ""),
          ((InternetAddress) message.getRecipients(MimeMessage.RecipientType.TO)[0]).getAddress(),
          message.getSubject(),
          message.getSentDate().toInstant(),
          text,
          html);
    } catch (MessagingException e) {
      throw new IllegalStateException("a mail that was delivered but can't be read", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
