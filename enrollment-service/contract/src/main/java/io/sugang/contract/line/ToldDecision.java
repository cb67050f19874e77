package io.sugang.contract.line;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sugang.contract.id.StudentId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What became of a request, as it stands in Redis and in the journal.
 *
 * @param version of the section when it was so; a higher one is newer, 0 from the journal
 * @param student whose request it is; whoever asks for another's gets nothing
 * @param receipt of a drop: the number of the request that it lets go
 * @param state of an enroll request {@code admitted}, {@code waitlisted}, {@code refused}, {@code
 *     withdrawn} or {@code dropped}; of a drop {@code done} or {@code refused}; of either {@code
 *     quarantined}
 * @param reason stable name of the rule that refused, or that passes a waitlisted one over; else
 *     {@code null}
 * @param facts what the rule used, by name; empty if nothing needs to be said
 * @param acceptedAt when the line took it
 * @param decidedAt when it was decided, to the millisecond
 * @param changedAt when a later commit changed its state (promoted, dropped); empty if none did
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ToldDecision(
    long version,
    StudentId student,
    OptionalLong receipt,
    String state,
    String reason,
    Map<String, Object> facts,
    Instant acceptedAt,
    Instant decidedAt,
    Optional<Instant> changedAt) {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

  /** Whether no later commit will change it. */
  @JsonIgnore
  public boolean isFinal() {
    return !state.equals("admitted") && !state.equals("waitlisted");
  }

  /** The same decision, with these facts. */
  public ToldDecision withFacts(Map<String, Object> others) {
    return new ToldDecision(
        version, student, receipt, state, reason, others, acceptedAt, decidedAt, changedAt);
  }

  /** Writes it as the text that Redis keeps: its version, a bar, and the rest as JSON. */
  public String toText() {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("student", student.value());
    fields.put("state", state);
    receipt.ifPresent(number -> fields.put("receipt", number));
    fields.put("reason", reason);
    fields.put("facts", facts);
    fields.put("acceptedAt", acceptedAt.toEpochMilli());
    fields.put("decidedAt", decidedAt.toEpochMilli());
    changedAt.ifPresent(at -> fields.put("changedAt", at.toEpochMilli()));
    return version + "|" + write(fields);
  }

  /** Reads what {@link #toText()} wrote. */
  public static ToldDecision fromText(String text) {
    int bar = text.indexOf('|');
    var fields = factsFromJson(text.substring(bar + 1));
    @SuppressWarnings("unchecked")
    var facts = (Map<String, Object>) fields.get("facts");
    var receipt = (Number) fields.get("receipt");
    return new ToldDecision(
        Long.parseLong(text.substring(0, bar)),
        new StudentId((String) fields.get("student")),
        receipt == null ? OptionalLong.empty() : OptionalLong.of(receipt.longValue()),
        name(fields.get("state")),
        name(fields.get("reason")),
        facts,
        instant(fields.get("acceptedAt")),
        instant(fields.get("decidedAt")),
        Optional.ofNullable(fields.get("changedAt")).map(ToldDecision::instant));
  }

  /** There are few names, and many decisions that hold them. */
  private static String name(Object text) {
    return text == null ? null : ((String) text).intern();
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
