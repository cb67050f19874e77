package io.sugang.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.sugang.aws.size.Place;
import io.sugang.aws.size.Profile;
import io.sugang.aws.size.Size;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;

/** The templates of each size, made once for all tests. */
public final class Synthesis {

  private static final int OLDEST_NODE = 20;
  private static final Map<Variant, Map<String, JsonNode>> TEMPLATES = new HashMap<>();

  private Synthesis() {}

  /** The templates of a size on a profile, by the name of the stack. */
  public static Map<String, Template> of(Size size, Profile profile) {
    return templates(new Variant(size, profile, Place.FIRST));
  }

  /** One template of a size; the name without {@code sugang-}. */
  public static Template of(Size size, String stack) {
    return templates(Variant.usual(size)).get("sugang-" + stack);
  }

  /** The templates of the second region of {@link Size#NATIONAL}, by the name of the stack. */
  public static Map<String, Template> second() {
    return templates(new Variant(Size.NATIONAL, Profile.FARGATE, Place.SECOND));
  }

  private static Map<String, Template> templates(Variant variant) {
    return of(variant).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, made -> new Template(made.getValue())));
  }

  /** The templates of a variant, by the name of the stack. */
  static synchronized Map<String, JsonNode> of(Variant variant) {
    requireNode();
    return TEMPLATES.computeIfAbsent(variant, it -> Templates.of(it, Path.of("target", "cdk")));
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
}
