package io.sugang.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A synthesised template.
 *
 * @param json as CloudFormation takes it
 */
public record Template(JsonNode json) {

  /** Properties of the resources of a type, by their logical ids. */
  public Map<String, JsonNode> all(String type) {
    var found = new TreeMap<String, JsonNode>();
    for (var resource : json.get("Resources").properties()) {
      if (resource.getValue().get("Type").asText().equals("AWS::" + type)) {
        found.put(resource.getKey(), resource.getValue().path("Properties"));
      }
    }
    return found;
  }

  /** Properties of the only resource of a type. */
  public JsonNode one(String type) {
    Map<String, JsonNode> found = all(type);
    assertThat(found).as("resources of type %s", type).hasSize(1);
    return found.values().iterator().next();
  }

  /** Properties of the resource of a type whose logical id begins so. */
  public JsonNode one(String type, String id) {
    List<JsonNode> found =
        all(type).entrySet().stream()
            .filter(resource -> resource.getKey().startsWith(id))
            .map(Map.Entry::getValue)
            .toList();
    assertThat(found).as("resources of type %s called %s…", type, id).hasSize(1);
    return found.getFirst();
  }
}
