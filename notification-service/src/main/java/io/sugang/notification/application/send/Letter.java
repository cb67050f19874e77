package io.sugang.notification.application.send;

import io.quarkus.qute.Engine;
import io.quarkus.qute.Template;
import io.sugang.notification.domain.Mail;
import io.sugang.notification.domain.MailIntent;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;

/** Writes the mail of an intent, in the student's language, as text and as HTML. */
@ApplicationScoped
public class Letter {

  private final Engine templates;

  Letter(Engine templates) {
    this.templates = templates;
  }

  /** The mail of an intent. Its subject is the first line of the text template. */
  public Mail write(MailIntent intent) {
    String name = "mail/" + intent.kind() + "_" + intent.language();
    String[] subjectAndText = render(name + ".txt", intent).split("\n", 2);
    return new Mail(
        intent.email(),
        subjectAndText[0].strip(),
        subjectAndText[1].strip() + "\n",
        render(name + ".html", intent));
  }

  private String render(String name, MailIntent intent) {
    Template template =
        Objects.requireNonNull(templates.getTemplate(name), () -> "no template " + name);
    return template.data("mail", intent).render();
  }
}
