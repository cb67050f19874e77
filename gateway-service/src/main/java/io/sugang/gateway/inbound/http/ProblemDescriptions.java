package io.sugang.gateway.inbound.http;

import io.sugang.gateway.inbound.http.problem.ProblemResponses;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Says in the API's description what annotations would have to repeat everywhere: that every
 * failure is a problem, and that every field is there unless it may be absent.
 */
public class ProblemDescriptions implements OASFilter {

  private static final String PROBLEM = "Problem";

  @Override
  public void filterOpenAPI(OpenAPI api) {
    Components components = api.getComponents();
    components.getSchemas().values().forEach(ProblemDescriptions::require);
    components.addSchema(PROBLEM, problem());
    api.getPaths()
        .getPathItems()
        .values()
        .forEach(
            path -> path.getOperations().values().forEach(ProblemDescriptions::describeFailures));
  }

  private static Schema problem() {
    return OASFactory.createSchema()
        .addType(Schema.SchemaType.OBJECT)
        .description("RFC 9457; more members are the facts of its type")
        .addProperty("type", text().description("urn:sugang:problem: and the name of the problem"))
        .addProperty("title", text().description("In the caller's language"))
        .addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
        .addProperty("detail", text().description("What to do, in the caller's language"))
        .required(List.of("type", "title", "status", "detail"))
        .additionalPropertiesSchema(OASFactory.createSchema());
  }

  private static Schema text() {
    return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
  }

  /** A field that may be absent is described as one that may be null. */
  private static void require(Schema schema) {
    Map<String, Schema> properties = schema.getProperties();
    if (properties == null) {
      return;
    }
    properties.entrySet().stream()
        .filter(property -> !mayBeAbsent(property.getValue()))
        .forEach(property -> schema.addRequired(property.getKey()));
    properties.values().forEach(ProblemDescriptions::neverNull);
  }

  private static boolean mayBeAbsent(Schema schema) {
    return isNull(schema)
        || (schema.getAnyOf() != null
            && schema.getAnyOf().stream().anyMatch(ProblemDescriptions::isNull));
  }

  private static boolean isNull(Schema schema) {
    return schema.getType() != null && schema.getType().contains(Schema.SchemaType.NULL);
  }

  /** It is absent then, not null. */
  private static void neverNull(Schema schema) {
    if (schema.getType() != null) {
      schema.removeType(Schema.SchemaType.NULL);
    }
    if (schema.getAnyOf() != null) {
      List<Schema> others = schema.getAnyOf().stream().filter(s -> !isNull(s)).toList();
      schema.setAnyOf(null);
      if (others.size() == 1) {
        schema.setRef(others.getFirst().getRef());
      }
    }
  }

  private static void describeFailures(Operation operation) {
    APIResponses responses = operation.getResponses();
    responses
        .getAPIResponses()
        .forEach(
            (status, response) -> {
              if (status.startsWith("4") || status.startsWith("5")) {
                response.setContent(ofProblem().getContent());
              }
            });
    if (responses.getDefaultValue() == null) {
      responses.setDefaultValue(ofProblem().description("Any other failure"));
    }
  }

  private static APIResponse ofProblem() {
    return OASFactory.createAPIResponse()
        .content(
            OASFactory.createContent()
                .addMediaType(
                    ProblemResponses.MEDIA_TYPE,
                    OASFactory.createMediaType()
                        .schema(OASFactory.createSchema().ref("#/components/schemas/" + PROBLEM))));
  }
}
