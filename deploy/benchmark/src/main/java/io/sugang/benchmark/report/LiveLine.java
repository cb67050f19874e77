package io.sugang.benchmark.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is going on, on standard error: one line that changes on a terminal, plain lines elsewhere.
 */
public final class LiveLine {

  private static final String CLEAR_REST = "\u001b[K";

  private final PrintStream out;
  private final boolean isTerminal;
  private boolean isOpen;

  private LiveLine(PrintStream out, boolean isTerminal) {
    this.out = out;
    this.isTerminal = isTerminal;
  }

  public static LiveLine onStandardError() {
    return new LiveLine(System.err, isStandardErrorATerminal());
  }

  /** Shows how far something is; the next such line takes its place. */
  public synchronized void update(String text) {
    if (isTerminal) {
      out.print("\r" + text + CLEAR_REST);
      out.flush();
      isOpen = true;
    } else {
      out.println(text);
    }
  }

  /** Prints a line that stays. */
  public synchronized void say(String text) {
    if (isOpen) {
      out.println();
      isOpen = false;
    }
    out.println(text);
  }

  /** Java tells only about standard input and output, so this asks Linux; elsewhere it says no. */
  private static boolean isStandardErrorATerminal() {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
