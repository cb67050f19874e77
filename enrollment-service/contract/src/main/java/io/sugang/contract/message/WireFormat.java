package io.sugang.contract.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.regex.Pattern;

/**
 * How messages are written and read: JSON, instants as ISO-8601 text, unknown fields ignored so
 * that changes add.
 */
public final class WireFormat {

  private static final int LONGEST_REASON = 200;
  private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");
  private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7e…]");

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private WireFormat() {}

  /** Writes a message as its JSON text. */
  public static String write(Message message) {
    try {
      return MAPPER.writerFor(Message.class).writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a message that cannot be written is a defect", e);
    }
  }

  /**
   * Reads a message from its JSON text.
   *
   * @throws UnreadableMessageException if the text is not one message of the wanted kind, saying
   *     why without repeating the text
   */
  public static <M extends Message> M read(String json, Class<M> kind)
      throws UnreadableMessageException {
    try {
      Message message = MAPPER.readValue(json, Message.class);
      if (message == null) {
        throw new UnreadableMessageException("the message is null", null);
      }
      return kind.cast(message);
    } catch (JsonProcessingException e) {
      throw new UnreadableMessageException(reason(e.getOriginalMessage()), e);
    } catch (ClassCastException e) {
      throw new UnreadableMessageException("another kind of message than this queue carries", e);
    }
  }

  /**
   * Jackson's words may quote the message; what is quoted, and what no queue takes, is left out.
   */
  private static String reason(String text) {
    String line = text.lines().findFirst().orElse("not JSON");
    String plain = QUOTED.matcher(line).replaceAll("'…'");
    plain = UNPRINTABLE.matcher(plain).replaceAll("");
    return plain.substring(0, Math.min(plain.length(), LONGEST_REASON));
  }

  /** A message that will be no more readable the next time. */
  public static final class UnreadableMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnreadableMessageException(String reason, Throwable cause) {
      super(reason, cause);
    }
  }
}
