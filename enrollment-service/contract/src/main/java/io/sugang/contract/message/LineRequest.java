package io.sugang.contract.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import java.time.Instant;

/** One thing that a student asked for and that stands in a section's line under a number. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes(@JsonSubTypes.Type(value = EnrollRequested.class, name = EnrollRequested.WIRE_NAME))
public sealed interface LineRequest permits EnrollRequested {

  /** The section in whose line the request stands. */
  SectionId section();

  /** Its place in that line. */
  RequestNumber number();

  /** Who asks. */
  StudentId student();

  /** When the line took it, by Redis's clock, in milliseconds. */
  Instant acceptedAt();

  /** W3C trace context of the call that brought it. */
  String traceparent();
}
