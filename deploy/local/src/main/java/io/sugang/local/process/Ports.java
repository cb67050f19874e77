package io.sugang.local.process;

import io.sugang.local.LocalSystemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports of this machine's loopback address. */
public final class Ports {

  private Ports() {}

  /** The wanted port if nobody listens on it, else any free one. */
  public static int preferably(int wanted) {
    return isFree(wanted) ? wanted : anyFree();
  }

  /**
   * The wanted port.
   *
   * @throws LocalSystemException if somebody listens on it
   */
  public static int exactly(int wanted, String forWhat, String option) {
    if (!isFree(wanted)) {
      throw new LocalSystemException(
          "Port %d, meant for %s, is taken by another program. Stop that program, or choose another port with %s."
              .formatted(wanted, forWhat, option));
    }
    return wanted;
  }

  /** Any free port. */
  public static int anyFree() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new LocalSystemException("no free port on the loopback address", e);
    }
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      // All addresses: whoever listens on any of them is in the way.
      socket.bind(new InetSocketAddress(port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
