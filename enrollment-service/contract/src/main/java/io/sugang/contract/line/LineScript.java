package io.sugang.contract.line;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The scripts that touch a line. Each has the epoch compiled in and is called by its digest only: a
 * Redis that was restarted, promoted or wiped has no scripts, answers NOSCRIPT, and thereby keeps
 * everybody out until the line is reopened. Only whoever reopens the line loads them.
 */
public enum LineScript {
  /** A gateway adds a request. */
  JOIN("join.lua"),
  /** A gateway adds a request to let go of an earlier one. */
  DROP("drop.lua"),
  /** A worker looks at the head of a line. */
  PEEK("peek.lua"),
  /** A gateway looks at what changed in a line. */
  LOOK("look.lua"),
  /** A worker replaces requests by their decisions, after its commit. */
  SETTLE("settle.lua");

  private final String template;

  LineScript(String file) {
    try (InputStream in = LineScript.class.getResourceAsStream("/line/" + file)) {
      template = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The script's text for an epoch (1 to 8191). */
  public String text(long epoch) {
    if (epoch < 1 || epoch > 8191) {
      throw new IllegalArgumentException("epoch: %d (expected: 1 to 8191)".formatted(epoch));
    }
    return template
        .replace("@EPOCH@", Long.toString(epoch))
        .replace("@NEWS_KEPT@", Integer.toString(LineKeys.NEWS_KEPT));
  }

  /** What EVALSHA calls the script for an epoch. */
  public String digest(long epoch) {
    try {
      byte[] sha1 =
          MessageDigest.getInstance("SHA-1").digest(text(epoch).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha1);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
