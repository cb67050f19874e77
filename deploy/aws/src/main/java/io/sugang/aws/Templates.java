package io.sugang.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Makes the templates of all variants, as they are deployed. */
public final class Templates {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Templates() {}

  /**
   * Writes all templates.
   *
   * @param arguments the folder to write to
   */
  public static void main(String[] arguments) throws IOException {
    Path out = Files.createTempDirectory("cdk-");
    var made = new HashMap<Variant, Map<String, JsonNode>>();
    write(Path.of(arguments[0]), wanted -> made.computeIfAbsent(wanted, it -> of(it, out)));
  }

  /**
   * The templates of a variant, by the name of the stack.
   *
   * @param out where the CDK leaves its own files
   */
  static Map<String, JsonNode> of(Variant variant, Path out) {
    try {
      var templates = new LinkedHashMap<String, JsonNode>();
      Installation installation = Installation.of(variant, out.resolve(variant.folder()));
      for (var file : installation.synthesise().entrySet()) {
        templates.put(file.getKey(), JSON.readTree(file.getValue().toFile()));
      }
      return templates;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes each variant's templates to its folder; of a variant that is not the usual one of its
   * size, those only that are others than the usual ones.
   */
  static void write(Path folder, Function<Variant, Map<String, JsonNode>> made) throws IOException {
    for (Variant variant : Variant.all()) {
      var templates = new LinkedHashMap<>(made.apply(variant));
      if (!variant.isUsual()) {
        made.apply(Variant.usual(variant.size())).forEach(templates::remove);
      }
      Path own = Files.createDirectories(folder.resolve(variant.folder()));
      deleteOlder(own);
      for (var template : templates.entrySet()) {
        Files.writeString(own.resolve(template.getKey() + ".json"), pretty(template.getValue()));
      }
    }
  }

  private static void deleteOlder(Path folder) throws IOException {
    try (DirectoryStream<Path> older = Files.newDirectoryStream(folder, "*.json")) {
      for (Path file : older) {
        Files.delete(file);
      }
    }
  }

  /** Pretty JSON with sorted keys. */
  static String pretty(JsonNode json) throws IOException {
    return JSON.writerWithDefaultPrettyPrinter()
            .with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .writeValueAsString(JSON.treeToValue(json, Object.class))
        + "\n";
  }
}
