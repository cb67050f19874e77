package io.sugang.local.process;

import io.sugang.local.LocalSystemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * TCP ports of this machine's loopback address. Whatever is handed out stays reserved for this
 * process until it ends, so that two copies that are started at once don't take each other's.
 */
public final class Ports {

  private static final Path RESERVATIONS =
      Path.of(
          System.getProperty("java.io.tmpdir"), "sugang-ports-" + System.getProperty("user.name"));

  private static final int TRIES = 100;

  private static final Map<Integer, FileLock> RESERVED = new HashMap<>();

  private Ports() {}

  /** The wanted port if nobody has it, else any free one. */
  public static int preferably(int wanted) {
    return take(wanted) ? wanted : anyFree();
  }

  /**
   * The wanted port.
   *
   * @throws LocalSystemException if somebody has it
   */
  public static int exactly(int wanted, String forWhat, String option) {
    if (!take(wanted)) {
      throw new LocalSystemException(
          "Port %d, meant for %s, is taken by another program. Stop that program, or choose another port with %s."
              .formatted(wanted, forWhat, option));
    }
    return wanted;
  }

  /** Any free port. */
  public static int anyFree() {
    for (int tries = 0; tries < TRIES; tries++) {
      int port = listening();
      if (take(port)) {
        return port;
      }
    }
    throw new LocalSystemException("no free port on the loopback address");
  }

  private static int listening() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new LocalSystemException("no free port on the loopback address", e);
    }
  }

  private static boolean take(int port) {
    return isFree(port) && reserve(port);
  }

  /** The lock ends with this process, however that ends. */
  @SuppressWarnings("resource")
  private static synchronized boolean reserve(int port) {
    if (RESERVED.containsKey(port)) {
      return false;
    }
    try {
      Path file = Files.createDirectories(RESERVATIONS).resolve(Integer.toString(port));
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        return false;
      }
      RESERVED.put(port, lock);
      return true;
    } catch (IOException e) {
      throw new LocalSystemException("can't reserve ports in " + RESERVATIONS, e);
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // This class was loaded twice, and the other one has it.
      return null;
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
