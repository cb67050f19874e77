package io.sugang.contract.decision;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a request, as it stands in Redis and in the journal.
 *
 * @param version of the section when it was so; a higher one is newer, 0 from the journal
 * @param student whose request it is; whoever asks for another's gets nothing
 * @param releases of a drop, or a swap: the number of the request that it drops
 * @param source of a swap: the section in which that is
 * @param state of a request for a seat admitted, waitlisted, refused, withdrawn or dropped; of a
 *     drop done or refused; of either quarantined; never waiting
 * @param reason why it was refused or quarantined, or is passed over on the waitlist; else empty
 * @param facts what the rule used, by name; empty if nothing needs to be said
 * @param acceptedAt when the line took it
 * @param decidedAt when it was decided, to the millisecond
 * @param changedAt when a later commit changed its state (promoted, dropped); empty if none did
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LineDecision(
    long version,
    StudentId student,
    Optional<RequestNumber> releases,
    Optional<SectionId> source,
    RequestState state,
    Optional<Reason> reason,
    Map<String, Object> facts,
    Instant acceptedAt,
    Instant decidedAt,
    Optional<Instant> changedAt) {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

  /** Whether no later commit will change it. */
  @JsonIgnore
  public boolean isFinal() {
    return !state.mayChange();
  }

  /** Whether the request has a rank on the waitlist: it is on it, and not passed over. */
  @JsonIgnore
  public boolean isRanked() {
    return state == RequestState.WAITLISTED && reason.isEmpty();
  }

  /** The same decision, with these facts. */
  public LineDecision withFacts(Map<String, Object> others) {
    return new LineDecision(
        version,
        student,
        releases,
        source,
        state,
        reason,
        others,
        acceptedAt,
        decidedAt,
        changedAt);
  }

  /** Writes it as the text that Redis keeps: its version, a bar, and the rest as JSON. */
  public String toText() {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("student", student.value());
    fields.put("state", state.wireName());
    releases.ifPresent(number -> fields.put("releases", number.value()));
    source.ifPresent(section -> fields.put("source", section.value()));
    reason.ifPresent(why -> fields.put("reason", why.wireName()));
    fields.put("facts", facts);
    fields.put("acceptedAt", acceptedAt.toEpochMilli());
    fields.put("decidedAt", decidedAt.toEpochMilli());
    changedAt.ifPresent(at -> fields.put("changedAt", at.toEpochMilli()));
    return version + "|" + write(fields);
  }

  /** Reads what {@link #toText()} wrote. */
  public static LineDecision fromText(String text) {
    int bar = text.indexOf('|');
    var fields = factsFromJson(text.substring(bar + 1));
    @SuppressWarnings("unchecked")
    var facts = (Map<String, Object>) fields.get("facts");
    return new LineDecision(
        Long.parseLong(text.substring(0, bar)),
        new StudentId((String) fields.get("student")),
        Optional.ofNullable((Number) fields.get("releases"))
            .map(number -> new RequestNumber(number.longValue())),
        Optional.ofNullable((String) fields.get("source")).map(SectionId::new),
        RequestState.of((String) fields.get("state")),
        Optional.ofNullable((String) fields.get("reason")).map(Reason::of),
        facts,
        instant(fields.get("acceptedAt")),
        instant(fields.get("decidedAt")),
        Optional.ofNullable(fields.get("changedAt")).map(LineDecision::instant));
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
