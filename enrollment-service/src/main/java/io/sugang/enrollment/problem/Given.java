package io.sugang.enrollment.problem;

import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.TermId;
import io.sugang.contract.text.PlainText;
import io.sugang.edge.problem.Problem;
import io.sugang.edge.problem.ProblemException;
import io.sugang.edge.problem.ProblemType;
import io.sugang.edge.problem.Rule;
import jakarta.ws.rs.NotFoundException;
import java.util.List;
import java.util.Map;

/** Values that operators and registrars give; each is what it must be, or refused. */
public final class Given {

  /** Seats that a section may have at most. */
  public static final int MAX_CAPACITY = 100_000;

  private static final int LONGEST_REASON = 500;
  private static final int LONGEST_NAMED = 40;

  private Given() {}

  /** An id in an address. */
  public static long id(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new NotFoundException(e);
    }
  }

  /** A term in an address. */
  public static TermId term(String text) {
    try {
      return new TermId(text);
    } catch (IllegalArgumentException e) {
      throw new NotFoundException(e);
    }
  }

  /** A section in an address. */
  public static SectionId section(String text) {
    try {
      return new SectionId(text);
    } catch (IllegalArgumentException e) {
      throw unknownSection(text);
    }
  }

  /** There is no such section. */
  public static ProblemException unknownSection(String text) {
    String named = text.length() > LONGEST_NAMED ? text.substring(0, LONGEST_NAMED) : text;
    return new ProblemException(Problem.of(ProblemType.SECTION_UNKNOWN, Map.of("section", named)));
  }

  /** What an address names, unless there is nothing. */
  public static <T> T found(T found) {
    if (found == null) {
      throw new NotFoundException();
    }
    return found;
  }

  /** Why they do it; nothing is done without. */
  public static String reason(String text) {
    return text("reason", text, LONGEST_REASON);
  }

  /** A text that is not empty. */
  public static String text(String field, String text, int longest) {
    String plain;
    try {
      plain = text == null ? "" : PlainText.of(text);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Problem.field(field, Rule.text(longest)));
    }
    if (plain.isBlank() || plain.length() > longest) {
      throw new ProblemException(Problem.field(field, Rule.text(longest)));
    }
    return plain;
  }

  /** One of some words. */
  public static String oneOf(String field, String text, List<String> words) {
    if (text == null || !words.contains(text)) {
      throw new ProblemException(Problem.field(field, Rule.oneOf(words)));
    }
    return text;
  }
}
