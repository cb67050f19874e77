package io.sugang.local.process;

import java.io.IOException;

/** A second copy of the launcher, as far as ports are concerned. */
public final class PortHolder {

  private PortHolder() {}

  /** Takes the wanted port or another one, says which, and keeps it until its input ends. */
  public static void main(String[] arguments) throws IOException {
    System.out.println(Ports.preferably(Integer.parseInt(arguments[0])));
    while (System.in.read() >= 0) {
      // Nothing is said to it.
    }
  }
}
