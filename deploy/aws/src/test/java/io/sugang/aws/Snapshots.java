package io.sugang.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.flipkart.zjsonpatch.DiffFlags;
import com.flipkart.zjsonpatch.JsonDiff;
import com.flipkart.zjsonpatch.JsonPatch;
import io.sugang.aws.size.Size;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The templates of all variants, told so that a person can read what a change does: those of {@link
 * Size#CAMPUS} whole, every other as a JSON Patch (RFC 6902) of its neighbour's template of the
 * same name. A stack that no neighbour has is whole, too; those that are exactly a neighbour's are
 * listed. That way what all sizes have in common is told once.
 */
final class Snapshots {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** With what was there before, which a reader wants to know. */
  private static final EnumSet<DiffFlags> TOLD =
      EnumSet.of(
          DiffFlags.OMIT_MOVE_OPERATION,
          DiffFlags.OMIT_COPY_OPERATION,
          DiffFlags.OMIT_VALUE_ON_REMOVE,
          DiffFlags.ADD_ORIGINAL_VALUE_ON_REPLACE);

  private final Function<Variant, Map<String, JsonNode>> templates;
  private final Map<String, String> files = new TreeMap<>();

  private Snapshots(Function<Variant, Map<String, JsonNode>> templates) {
    this.templates = templates;
  }

  /**
   * What is committed: each file's text, by its path.
   *
   * @param templates of a variant, by the name of the stack
   */
  static Map<String, String> of(Function<Variant, Map<String, JsonNode>> templates)
      throws IOException {
    var snapshots = new Snapshots(templates);
    for (Variant variant : Variant.all()) {
      snapshots.tell(variant);
    }
    return snapshots.files;
  }

  private void tell(Variant variant) throws IOException {
    var unchanged = new StringBuilder();
    for (var template : new TreeMap<>(templates.apply(variant)).entrySet()) {
      String stack = template.getKey();
      String file = variant.folder() + "/" + stack;
      JsonNode base = base(variant, stack);
      if (base == null) {
        files.put(file + ".json", Templates.pretty(template.getValue()));
      } else if (base.equals(template.getValue())) {
        unchanged.append(stack).append('\n');
      } else {
        files.put(file + ".diff.json", Templates.pretty(difference(base, template.getValue())));
      }
    }
    if (!unchanged.isEmpty()) {
      files.put(variant.folder() + "/unchanged.txt", unchanged.toString());
    }
  }

  /** The template that a variant's is compared with, or null. */
  private JsonNode base(Variant variant, String stack) {
    return neighbours(variant).stream()
        .map(neighbour -> templates.apply(neighbour).get(stack))
        .filter(template -> template != null)
        .findFirst()
        .orElse(null);
  }

  /** Nearest first: the same size as it usually is, then the size beside it. */
  private static List<Variant> neighbours(Variant variant) {
    var neighbours = new ArrayList<Variant>();
    if (!variant.isUsual()) {
      neighbours.add(Variant.usual(variant.size()));
    }
    if (variant.size() != Size.CAMPUS) {
      Size beside = variant.size() == Size.NATIONAL ? Size.RUSH : Size.CAMPUS;
      neighbours.add(new Variant(beside, variant.profile(), variant.place()));
    }
    neighbours.retainAll(Variant.all());
    return neighbours;
  }

  private static JsonNode difference(JsonNode base, JsonNode template) throws IOException {
    JsonNode patch = JsonDiff.asJson(sorted(base), sorted(template), TOLD);
    if (!JsonPatch.apply(patch, base).equals(template)) {
      throw new IllegalStateException("a difference does not lead to its template: " + patch);
    }
    return patch;
  }

  private static JsonNode sorted(JsonNode json) throws IOException {
    return JSON.readTree(Templates.pretty(json));
  }
}
