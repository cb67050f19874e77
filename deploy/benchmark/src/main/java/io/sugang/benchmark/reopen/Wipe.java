package io.sugang.benchmark.reopen;

import io.sugang.local.system.SystemStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Empties Redis while it runs. */
public final class Wipe {

  private Wipe() {}

  /** Empties it; returns when it is empty. */
  public static void of(SystemStatus.Redis redis) throws IOException {
    try (var socket = new Socket(redis.host(), redis.port());
        var answers =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      socket
          .getOutputStream()
          .write(
              "AUTH %s\r\nFLUSHALL\r\n"
                  .formatted(redis.password())
                  .getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < 2; i++) {
        String answer = answers.readLine();
        if (!"+OK".equals(answer)) {
          throw new IOException("Redis answered " + answer);
        }
      }
    }
  }
}
