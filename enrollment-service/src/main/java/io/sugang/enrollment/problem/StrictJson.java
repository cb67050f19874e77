package io.sugang.enrollment.problem;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * A body means what it says or is refused: 60.9, "60" and true are no whole number, no field comes
 * twice or is misspelt, and nothing stands behind the end.
 */
@Singleton
class StrictJson implements ObjectMapperCustomizer {

  @Override
  public void customize(ObjectMapper mapper) {
    mapper.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    mapper.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    var numbers = mapper.coercionConfigFor(LogicalType.Integer);
    numbers.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
    numbers.setCoercion(CoercionInputShape.String, CoercionAction.Fail);
    numbers.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
    numbers.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    var texts = mapper.coercionConfigFor(LogicalType.Textual);
    texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
    texts.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
    texts.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
  }
}
