package io.sugang.aws.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The environment variables that a service's code reads, from its own files. */
final class ServiceVariables {

  private static final Pattern USED = Pattern.compile("\\$\\{(SUGANG_[A-Z_]+)[:}]");
  private static final Pattern PREFIX =
      Pattern.compile("@ConfigMapping\\(prefix = \"([a-z.]+)\"\\)");
  private static final Pattern LIMIT = Pattern.compile("(?m)^  [A-Za-z<>]+ ([a-zA-Z]+)\\(\\);");

  private ServiceVariables() {}

  /** Those that its properties name. */
  static Set<String> named(Path root, String module) throws IOException {
    String properties =
        Files.readString(root.resolve(module + "/src/main/resources/application.properties"));
    var found = new TreeSet<String>();
    USED.matcher(properties.replaceAll("(?m)^(#|%test).*$", ""))
        .results()
        .forEach(use -> found.add(use.group(1)));
    return found;
  }

  /** Those that its typed configuration makes possible, one for each limit. */
  static Set<String> limits(Path root, String module) throws IOException {
    var found = new TreeSet<String>();
    try (Stream<Path> files = Files.walk(root.resolve(module + "/src/main/java"))) {
      for (Path file : files.filter(f -> f.toString().endsWith("Config.java")).toList()) {
        String source = Files.readString(file);
        List<MatchResult> prefix = PREFIX.matcher(source).results().toList();
        if (!prefix.isEmpty()) {
          LIMIT
              .matcher(source)
              .results()
              .forEach(limit -> found.add(variable(prefix.getFirst().group(1), limit.group(1))));
        }
      }
    }
    return found;
  }

  private static String variable(String prefix, String limit) {
    String dashed = limit.replaceAll("([A-Z])", "_$1");
    return (prefix + "_" + dashed).replace('.', '_').toUpperCase(Locale.ROOT);
  }
}
