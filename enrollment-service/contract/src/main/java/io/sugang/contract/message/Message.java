package io.sugang.contract.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** A body that travels on one of the {@link io.sugang.contract.queue.Queue queues}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RequestsAccepted.class, name = RequestsAccepted.WIRE_NAME),
  @JsonSubTypes.Type(value = MailsDue.class, name = MailsDue.WIRE_NAME)
})
public sealed interface Message permits RequestsAccepted, MailsDue {}
