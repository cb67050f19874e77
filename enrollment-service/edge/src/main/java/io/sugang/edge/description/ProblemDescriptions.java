package io.sugang.edge.description;

import io.sugang.edge.problem.ProblemResponses;
import java.util.List;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** Every failure is a problem, and what fails alike everywhere is said everywhere. */
public final class ProblemDescriptions {

  private static final String PROBLEM = "Problem";

  private ProblemDescriptions() {}

  /** Adds them to a description. */
  public static void describe(OpenAPI api) {
    api.getComponents().addSchema(PROBLEM, problem());
    api.getPaths()
        .getPathItems()
        .values()
        .forEach(
            path ->
                path.getOperations()
                    .values()
                    .forEach(
                        operation -> {
                          describeAccess(operation);
                          describeFailures(operation.getResponses());
                          sort(operation.getResponses());
                        }));
  }

  private static Schema problem() {
    return OASFactory.createSchema()
        .addType(Schema.SchemaType.OBJECT)
        .description("RFC 9457; more members are the facts of its type")
        .addProperty("type", text().description("urn:sugang:problem: and the name of the problem"))
        .addProperty("title", text().description("In the caller's language"))
        .addProperty(
            "status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER).format("int32"))
        .addProperty("detail", text().description("What to do, in the caller's language"))
        .required(List.of("type", "title", "status", "detail"))
        .additionalPropertiesSchema(OASFactory.createSchema());
  }

  private static Schema text() {
    return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
  }

  /** Whoever needs no token is told so. */
  private static void describeAccess(Operation operation) {
    if (operation.getSecurity() == null) {
      operation.setSecurity(List.of());
    } else {
      describe(operation.getResponses(), "401", "No valid token");
      describe(operation.getResponses(), "403", "Your role may not");
    }
  }

  private static void describeFailures(APIResponses responses) {
    describe(responses, "406", "Accept names nothing that this call answers");
    describe(responses, "default", "Any other failure");
    responses
        .getAPIResponses()
        .forEach(
            (status, response) -> {
              if (!status.startsWith("2") && !status.startsWith("3")) {
                response.setContent(content());
              }
            });
  }

  /** Some clients ask for the media type that they meet first, so it must not be a problem's. */
  private static void sort(APIResponses responses) {
    responses.setAPIResponses(new TreeMap<>(responses.getAPIResponses()));
  }

  private static void describe(APIResponses responses, String status, String description) {
    if (!responses.hasAPIResponse(status)) {
      responses.addAPIResponse(status, OASFactory.createAPIResponse().description(description));
    }
  }

  private static Content content() {
    return OASFactory.createContent()
        .addMediaType(
            ProblemResponses.MEDIA_TYPE,
            OASFactory.createMediaType()
                .schema(OASFactory.createSchema().ref("#/components/schemas/" + PROBLEM)));
  }
}
