package io.sugang.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.sugang.aws.size.Place;
import io.sugang.aws.size.Profile;
import io.sugang.aws.size.Size;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Assumptions;

/** The templates of each size, made once for all tests. */
public final class Synthesis {

  private static final int OLDEST_NODE = 20;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<List<Enum<?>>, Map<String, Template>> TEMPLATES = new HashMap<>();

  private Synthesis() {}

  /** The templates of a size, by the name of the stack. */
  public static Map<String, Template> of(Size size) {
    return of(size, Profile.FARGATE);
  }

  /** The templates of a size on a profile, by the name of the stack. */
  public static synchronized Map<String, Template> of(Size size, Profile profile) {
    requireNode();
    return TEMPLATES.computeIfAbsent(
        List.of(size, profile), _ -> synthesise(out -> Installation.of(size, profile, out)));
  }

  /** One template of a size; the name without {@code sugang-}. */
  public static Template of(Size size, String stack) {
    return of(size).get("sugang-" + stack);
  }

  /** The templates of the second region of {@link Size#NATIONAL}, by the name of the stack. */
  public static synchronized Map<String, Template> second() {
    requireNode();
    return TEMPLATES.computeIfAbsent(
        List.of(Size.NATIONAL, Place.SECOND),
        _ -> synthesise(out -> Installation.second(Size.NATIONAL, out)));
  }

  private static Map<String, Template> synthesise(Function<Path, Installation> installation) {
    var templates = new LinkedHashMap<String, Template>();
    try {
      Path out = Files.createTempDirectory(Path.of("target"), "cdk-");
      for (var file : installation.apply(out).synthesise().entrySet()) {
        templates.put(
            file.getKey(), new Template(JSON.readTree(Files.readString(file.getValue()))));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return templates;
  }

  /** The CDK is JavaScript within; where there is no Node.js these tests can't say anything. */
  public static void requireNode() {
    int version = nodeVersion();
    Assumptions.assumeTrue(
        version >= OLDEST_NODE,
        "The tests of deploy/aws need Node.js %d or newer, found: %s. The rest is tested all the same."
            .formatted(OLDEST_NODE, version == 0 ? "none" : Integer.toString(version)));
  }

  private static int nodeVersion() {
    try {
      Process node = new ProcessBuilder("node", "--version").redirectErrorStream(true).start();
      String answer = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return answer.startsWith("v")
          ? Integer.parseInt(answer.substring(1, answer.indexOf('.')))
          : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /** Pretty JSON with sorted keys, as it is committed. */
  static String pretty(JsonNode template) throws IOException {
    return JSON.writerWithDefaultPrettyPrinter()
            .with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .writeValueAsString(JSON.treeToValue(template, Object.class))
        + "\n";
  }
}
