package io.sugang.local;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/**
 * Passwords and keys of one local system: made at its first start, kept with its data, never in the
 * project.
 */
public final class Secrets {

  private final Path file;
  private final Properties values = new Properties();

  public Secrets(Home home) throws IOException {
    file = home.identity().resolve("secrets.properties");
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        values.load(reader);
      }
    }
  }

  /** Takes a secret that was made elsewhere. */
  public synchronized void put(String name, String secret) {
    values.setProperty(name, secret);
  }

  /** The secret of that name: 32 random bytes in URL-safe Base64. */
  public synchronized String get(String name) {
    String known = values.getProperty(name);
    if (known != null) {
      return known;
    }
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    String made = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    values.setProperty(name, made);
    try (Writer writer = Files.newBufferedWriter(file)) {
      values.store(writer, null);
    } catch (IOException e) {
      throw new LocalSystemException("can't write " + file, e);
    }
    return made;
  }
}
