package io.sugang.edge.description;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** Every field is there unless it may be absent; none is ever null. */
public final class RequiredFields {

  private RequiredFields() {}

  /** Says so in a description. */
  public static void describe(Components components) {
    components.getSchemas().values().forEach(RequiredFields::require);
  }

  /** A field that may be absent is described as one that may be null. */
  private static void require(Schema schema) {
    Map<String, Schema> properties = schema.getProperties();
    if (properties == null) {
      return;
    }
    properties.entrySet().stream()
        .filter(property -> !mayBeAbsent(property.getValue()))
        .forEach(property -> schema.addRequired(property.getKey()));
    properties.values().forEach(RequiredFields::neverNull);
  }

  private static boolean mayBeAbsent(Schema schema) {
    return isNull(schema)
        || (schema.getAnyOf() != null
            && schema.getAnyOf().stream().anyMatch(RequiredFields::isNull));
  }

  private static boolean isNull(Schema schema) {
    return schema.getType() != null && schema.getType().contains(Schema.SchemaType.NULL);
  }

  private static void neverNull(Schema schema) {
    if (schema.getType() != null) {
      schema.setType(
          schema.getType().stream().filter(type -> type != Schema.SchemaType.NULL).toList());
    }
    if (schema.getAnyOf() != null) {
      List<Schema> others = schema.getAnyOf().stream().filter(s -> !isNull(s)).toList();
      schema.setAnyOf(null);
      if (others.size() == 1) {
        schema.setRef(others.getFirst().getRef());
      }
    }
  }
}
