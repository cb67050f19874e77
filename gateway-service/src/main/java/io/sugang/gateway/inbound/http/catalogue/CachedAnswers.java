package io.sugang.gateway.inbound.http.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sugang.edge.EntityTags;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Answers that anybody may keep for a second, and ask anew by their ETag. The tag is weak, because
 * an answer may be compressed on its way.
 */
@ApplicationScoped
class CachedAnswers {

  private static final int TAG_BYTES = 12;

  private final ObjectMapper json;

  CachedAnswers(ObjectMapper json) {
    this.json = json;
  }

  /** The entity, or that it has not changed since the caller saw it. */
  Response answer(Object entity, HttpHeaders call) {
    byte[] body = body(entity);
    String tag = tag(body);
    boolean isKnown =
        EntityTags.of(call, HttpHeaders.IF_NONE_MATCH)
            .filter(tags -> tags.includeWeakly(tag))
            .isPresent();
    Response.ResponseBuilder answer =
        isKnown ? Response.notModified() : Response.ok(body, MediaType.APPLICATION_JSON_TYPE);
    return answer
        .tag(new EntityTag(tag, true))
        .cacheControl(oneSecond())
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
        .build();
  }

  private byte[] body(Object entity) {
    try {
      return json.writeValueAsBytes(entity);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer that cannot be written is a defect", e);
    }
  }

  private static String tag(byte[] body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
      return HexFormat.of().formatHex(Arrays.copyOf(digest, TAG_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static CacheControl oneSecond() {
    var control = new CacheControl();
    control.setMaxAge(1);
    control.setNoTransform(false);
    return control;
  }
}
