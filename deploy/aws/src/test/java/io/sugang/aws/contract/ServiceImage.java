package io.sugang.aws.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * An image that {@code deploy/release} wrote, unpacked: what it holds beside its base runs here as
 * it would there, with the JVM of this machine.
 *
 * @param config as the image's configuration says
 */
record ServiceImage(JsonNode config, Path root) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Unpacks an image into {@code target/images}.
   *
   * @param name of the image, without registry and version
   */
  static ServiceImage of(Path project, String name) throws IOException {
    Path tar = project.resolve("deploy/release/target").resolve(name + ".tar");
    if (Files.notExists(tar)) {
      throw new AssertionError(tar + " is missing: build deploy/release first");
    }
    Path parts = Files.createDirectories(Path.of("target/images", name, "parts"));
    Path root = Files.createDirectories(Path.of("target/images", name, "root"));
    untar(tar, parts);
    JsonNode manifest = JSON.readTree(parts.resolve("manifest.json").toFile()).get(0);
    for (JsonNode layer : manifest.get("Layers")) {
      untar(parts.resolve(layer.asText()), root);
    }
    JsonNode config = JSON.readTree(parts.resolve(manifest.get("Config").asText()).toFile());
    return new ServiceImage(config, root);
  }

  private static void untar(Path archive, Path into) throws IOException {
    Process tar =
        new ProcessBuilder("tar", "-xf", archive.toString(), "-C", into.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (tar.onExit().join().exitValue() != 0) {
      throw new IOException("can't unpack " + archive);
    }
  }

  /** Starts what the container would start, where it would start it. */
  ProcessBuilder start() {
    var command = new ArrayList<String>();
    config.at("/config/Entrypoint").forEach(part -> command.add(part.asText()));
    if (!command.getFirst().equals("java")) {
      throw new AssertionError("not started by java: " + command);
    }
    command.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    return new ProcessBuilder(List.copyOf(command))
        .directory(root.resolve(config.at("/config/WorkingDir").asText().substring(1)).toFile());
  }

  String user() {
    return config.at("/config/User").asText();
  }

  String architecture() {
    return config.get("architecture").asText();
  }

  Set<Integer> ports() {
    var ports = new TreeSet<Integer>();
    config
        .at("/config/ExposedPorts")
        .fieldNames()
        .forEachRemaining(port -> ports.add(Integer.valueOf(port.replace("/tcp", ""))));
    return ports;
  }
}
