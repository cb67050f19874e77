package io.sugang.contract.text;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * Text that people typed somewhere, such as a title or a name, in the one form in which it is
 * shown, compared and put into headers of mails.
 */
public final class PlainText {

  /** All that Unicode calls white space, and the controls beside it. */
  private static final Pattern GAPS = Pattern.compile("[\\p{Cc}\\p{Z}]+");

  private PlainText() {}

  /**
   * The text composed (NFC), on one line, without space around it, and with one plain space
   * wherever there were spaces, tabs, line breaks or control characters. Applied twice it changes
   * nothing more.
   */
  public static String of(String text) {
    return GAPS.matcher(Normalizer.normalize(text, Normalizer.Form.NFC)).replaceAll(" ").strip();
  }
}
