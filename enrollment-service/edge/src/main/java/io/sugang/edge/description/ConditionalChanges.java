package io.sugang.edge.description;

import jakarta.ws.rs.core.HttpHeaders;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Whatever can answer 412 takes the ETag of an earlier answer. */
public final class ConditionalChanges {

  private static final String PRECONDITION_FAILED = "412";

  private ConditionalChanges() {}

  /** Says so in a description. */
  public static void describe(OpenAPI api) {
    api.getPaths()
        .getPathItems()
        .values()
        .forEach(path -> path.getOperations().values().forEach(ConditionalChanges::describe));
  }

  private static void describe(Operation operation) {
    if (operation.getResponses().hasAPIResponse(PRECONDITION_FAILED)) {
      operation.addParameter(
          OASFactory.createParameter()
              .name(HttpHeaders.IF_MATCH)
              .in(Parameter.In.HEADER)
              .description("The ETag that was read; without it whatever is there is replaced")
              .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING)));
    }
  }
}
