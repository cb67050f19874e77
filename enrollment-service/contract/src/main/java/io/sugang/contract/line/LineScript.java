package io.sugang.contract.line;

import io.sugang.contract.decision.RequestState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The scripts that touch a line. Each has the epoch compiled in and is called by its digest only: a
 * Redis that was restarted or promoted has no scripts, answers NOSCRIPT, and thereby keeps
 * everybody out until the line is reopened. Only whoever reopens the line loads them. A Redis that
 * was emptied while it runs still has them, so each begins with a look at what only the opener
 * writes, and answers {@link #isClosed} without it.
 */
public enum LineScript {
  /** A gateway adds a request. */
  JOIN("join.lua"),
  /** A gateway adds a request to drop an earlier one. */
  DROP("drop.lua"),
  /** A gateway looks for the seat that a student would give up. */
  SEAT("seat.lua"),
  /** A worker looks at the head of a line. */
  PEEK("peek.lua"),
  /** A gateway looks at what changed in a line. */
  SNAPSHOT("snapshot.lua"),
  /** A worker checks that a line has all that it was opened with. */
  CHECK("check.lua"),
  /** A worker gives a request a new number that lost its own to another one. */
  REJOIN("rejoin.lua"),
  /** A worker puts a quarantined request back, to be decided after all. */
  REOPEN("reopen.lua"),
  /** A worker notes that earlier decisions are in a line again. */
  RESTORED("restored.lua"),
  /** A worker replaces requests by their decisions, after its commit. */
  UPDATE("update.lua");

  private static final String CLOSED = "LINECLOSED";
  private static final Map<LineScript, Digest> LATEST = new ConcurrentHashMap<>();

  private record Digest(long epoch, String sha1) {}

  private final String template;

  LineScript(String file) {
    template = read(file);
  }

  private static String read(String file) {
    try (InputStream in = LineScript.class.getResourceAsStream("/line/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The script's text for an epoch (1 to 8191). */
  public String text(long epoch) {
    if (epoch < 1 || epoch > 8191) {
      throw new IllegalArgumentException("epoch: %d (expected: 1 to 8191)".formatted(epoch));
    }
    String text =
        template
            .replace("@OPEN@", read("open.lua"))
            .replace("@SHOWN@", read("shown.lua"))
            .replace("@NUMBER@", read("number.lua"))
            .replace("@KNOWN@", read("known.lua"))
            .replace("@DECISION@", read("decision.lua"))
            .replace("@EPOCH@", Long.toString(epoch))
            .replace("@OPENED@", LineKeys.OPENED)
            .replace("@UNDECIDED@", LineKeys.UNDECIDED)
            .replace("@UNRESTORED@", LineKeys.UNRESTORED)
            .replace("@CLOSED@", CLOSED)
            .replace("@REVISIONS_KEPT@", Integer.toString(LineKeys.REVISIONS_KEPT));
    for (RequestState state : RequestState.values()) {
      text = text.replace("@" + state.name() + "@", state.wireName());
    }
    return text;
  }

  /**
   * The script that writes a section's line while it is closed. It knows no epoch and is not
   * loaded; whoever opens the line sends its text.
   */
  public static String rebuild() {
    return read("rebuild.lua").replace("@CLOSED@", CLOSED);
  }

  /**
   * Whether what Redis answered means that the line is closed: it has no scripts of this epoch, or
   * a script found that data is missing.
   */
  public static boolean isClosed(String error) {
    return error != null && (error.startsWith("NOSCRIPT") || error.startsWith(CLOSED));
  }

  /** What EVALSHA calls the script for an epoch. The latest is remembered. */
  public String digest(long epoch) {
    Digest known = LATEST.get(this);
    if (known == null || known.epoch() != epoch) {
      known = new Digest(epoch, sha1(epoch));
      LATEST.put(this, known);
    }
    return known.sha1();
  }

  private String sha1(long epoch) {
    try {
      byte[] sha1 =
          MessageDigest.getInstance("SHA-1").digest(text(epoch).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha1);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
