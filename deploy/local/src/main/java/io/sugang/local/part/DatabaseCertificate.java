package io.sugang.local.part;

import io.sugang.local.Home;
import io.sugang.local.LocalSystemException;
import io.sugang.local.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;

/**
 * The certificate of this machine's databases, which is its own authority: whoever trusts it can
 * verify who answers. The local services don't ask for it; what runs as on AWS does.
 *
 * @param certificate PEM file
 * @param key PEM file
 */
record DatabaseCertificate(Path certificate, Path key) {

  private static final String ALIAS = "database";

  /** Makes it at the first start. */
  static DatabaseCertificate of(Home home, Secrets secrets) throws IOException {
    var made =
        new DatabaseCertificate(
            home.identity().resolve("database.pem"), home.identity().resolve("database.key"));
    if (Files.notExists(made.key())) {
      made.make(home.identity().resolve("database.p12"), secrets.get("database.keystore"));
    }
    return made;
  }

  private void make(Path keystore, String password) throws IOException {
    Files.deleteIfExists(keystore);
    keytool(keystore, password);
    try (InputStream in = Files.newInputStream(keystore)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password.toCharArray());
      Certificate made = store.getCertificate(ALIAS);
      Key madeKey = store.getKey(ALIAS, password.toCharArray());
      Files.writeString(certificate, pem("CERTIFICATE", made.getEncoded()));
      // Its folder is for nobody else's eyes.
      Files.writeString(key, pem("PRIVATE KEY", madeKey.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new LocalSystemException("the database's certificate can't be made", e);
    }
    Files.delete(keystore);
  }

  private static void keytool(Path keystore, String password) throws IOException {
    var command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            ALIAS,
            "-keyalg",
            "RSA",
            "-validity",
            "3650",
            "-dname",
            "CN=sugang-local-database",
            "-ext",
            "SAN=ip:127.0.0.1,dns:localhost",
            "-storetype",
            "PKCS12",
            "-keystore",
            keystore.toString(),
            "-storepass:env",
            "STORE_PASSWORD");
    command.environment().put("STORE_PASSWORD", password);
    Process keytool =
        command.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    if (keytool.onExit().join().exitValue() != 0) {
      throw new LocalSystemException("keytool can't make the database's certificate");
    }
  }

  private static String pem(String type, byte[] bytes) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(
            type,
            Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(bytes));
  }
}
