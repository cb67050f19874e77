package io.sugang.edge;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * A body means what it says or is refused: 60.9, "60" and true are no whole number, 5 is no text,
 * no field comes twice or is misspelt, and nothing stands behind the end.
 */
@Singleton
class StrictJson implements ObjectMapperCustomizer {

  @Override
  public void customize(ObjectMapper mapper) {
    mapper.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    mapper.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    refuse(
        mapper,
        LogicalType.Integer,
        List.of(
            CoercionInputShape.Float,
            CoercionInputShape.String,
            CoercionInputShape.EmptyString,
            CoercionInputShape.Boolean));
    refuse(
        mapper,
        LogicalType.Textual,
        List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean));
  }

  private static void refuse(
      ObjectMapper mapper, LogicalType type, List<CoercionInputShape> shapes) {
    shapes.forEach(shape -> mapper.coercionConfigFor(type).setCoercion(shape, CoercionAction.Fail));
  }
}
