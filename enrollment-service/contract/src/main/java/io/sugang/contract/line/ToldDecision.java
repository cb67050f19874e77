package io.sugang.contract.line;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A decision as it stands in Redis and in the journal.
 *
 * @param state {@code admitted}, {@code refused} or {@code quarantined}
 * @param reason stable name of the rule that refused, else {@code null}
 * @param facts what the rule used, by name; empty unless refused
 * @param acceptedAt when the line took the request
 * @param decidedAt when it was decided, to the millisecond
 */
public record ToldDecision(
    String state, String reason, Map<String, Object> facts, Instant acceptedAt, Instant decidedAt) {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

  /** Writes it as the JSON text that Redis keeps. */
  public String toJson() {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("state", state);
    fields.put("reason", reason);
    fields.put("facts", facts);
    fields.put("acceptedAt", acceptedAt.toEpochMilli());
    fields.put("decidedAt", decidedAt.toEpochMilli());
    return write(fields);
  }

  /** Reads what {@link #toJson()} wrote. */
  public static ToldDecision fromJson(String json) {
    var fields = factsFromJson(json);
    @SuppressWarnings("unchecked")
    var facts = (Map<String, Object>) fields.get("facts");
    return new ToldDecision(
        (String) fields.get("state"),
        (String) fields.get("reason"),
        facts,
        instant(fields.get("acceptedAt")),
        instant(fields.get("decidedAt")));
  }

  private static Instant instant(Object millis) {
    return Instant.ofEpochMilli(((Number) millis).longValue());
  }

  /** Facts as the JSON text that the journal keeps. */
  public static String factsToJson(Map<String, Object> facts) {
    return write(facts);
  }

  /** Reads what {@link #factsToJson} wrote; nothing there, no facts. */
  public static Map<String, Object> factsFromJson(String json) {
    try {
      return json == null ? Map.of() : MAPPER.readValue(json, FIELDS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a decision in an unknown form", e);
    }
  }

  private static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a decision that cannot be written is a defect", e);
    }
  }
}
