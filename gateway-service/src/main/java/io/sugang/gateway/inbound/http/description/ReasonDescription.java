package io.sugang.gateway.inbound.http.description;

import io.sugang.contract.decision.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** A reason is a name, of a rule or of a cause: an enum in the API, but not in Java. */
final class ReasonDescription {

  private ReasonDescription() {}

  static void describe(Components components) {
    List<Object> names =
        Arrays.stream(Reason.class.getPermittedSubclasses())
            .flatMap(reasons -> Stream.of((Reason[]) reasons.getEnumConstants()))
            .<Object>map(Reason::wireName)
            .toList();
    components.addSchema(
        Reason.class.getSimpleName(),
        OASFactory.createSchema().addType(Schema.SchemaType.STRING).enumeration(names));
  }
}
