package io.sugang.gateway.inbound.http.description;

import com.fasterxml.jackson.databind.JsonNode;
import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.decision.RefusalRule;
import io.sugang.contract.decision.RequestState;
import io.sugang.contract.decision.RequestType;
import io.sugang.contract.enrollment.Term.ReleaseKind;
import io.sugang.contract.enrollment.Term.WindowKind;
import io.sugang.gateway.inbound.http.catalogue.TermsResource.Source;
import io.sugang.gateway.inbound.http.student.StudentResource.WindowState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What would make generators write clients that don't compile, or can't read an answer. */
final class DescriptionFaults {

  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
  private static final Map<String, List<String>> ENUMS =
      Map.of(
          "RequestState", names(RequestState.values(), RequestState::wireName),
          "RequestType", names(RequestType.values(), RequestType::wireName),
          "WindowKind", names(WindowKind.values(), WindowKind::wireName),
          "ReleaseKind", names(ReleaseKind.values(), ReleaseKind::wireName),
          "WindowState", names(WindowState.values(), WindowState::wireName),
          "Source", names(Source.values(), Source::wireName),
          "Reason",
              Stream.concat(
                      names(RefusalRule.values(), RefusalRule::wireName).stream(),
                      names(DeadLetterCause.values(), DeadLetterCause::wireName).stream())
                  .toList());

  private final JsonNode api;
  private final List<String> faults = new ArrayList<>();

  private DescriptionFaults(JsonNode api) {
    this.api = api;
  }

  static List<String> of(JsonNode api) {
    var found = new DescriptionFaults(api);
    api.path("paths").properties().forEach(path -> found.path(path.getKey(), path.getValue()));
    found.schemas().properties().forEach(s -> found.schema(s.getKey(), s.getValue()));
    ENUMS.forEach(found::enumeration);
    found.references(api);
    return found.faults;
  }

  private void path(String path, JsonNode operations) {
    operations
        .properties()
        .forEach(
            operation -> {
              if (METHODS.contains(operation.getKey())) {
                operation(operation.getKey() + " " + path, operation.getValue());
              }
            });
  }

  private void operation(String name, JsonNode operation) {
    require(operation.hasNonNull("operationId"), name + " has no id");
    require(operation.has("security"), name + " does not say who may call it");
    JsonNode responses = operation.path("responses");
    require(
        responses.properties().iterator().next().getKey().startsWith("2"),
        name + " begins with a failure, and some clients would accept nothing else");
    require(responses.has("default"), name + " does not say how it fails");
    responses
        .properties()
        .forEach(
            response -> {
              if (!response.getKey().startsWith("2") && !response.getKey().startsWith("3")) {
                require(
                    "#/components/schemas/Problem"
                        .equals(
                            response
                                .getValue()
                                .at("/content/application~1problem+json/schema/$ref")
                                .asText()),
                    name + " " + response.getKey() + " is no problem");
              }
            });
    operation.path("parameters").forEach(p -> value(name + " " + p.path("name"), p.path("schema")));
  }

  private void schema(String name, JsonNode schema) {
    value(name, schema);
    if (schema.path("type").asText().equals("object")) {
      require(!schema.path("properties").isEmpty(), name + " has no fields");
      require(!schema.path("required").isEmpty(), name + " requires nothing");
      schema
          .path("properties")
          .properties()
          .forEach(p -> value(name + "." + p.getKey(), p.getValue()));
    }
  }

  private void value(String name, JsonNode schema) {
    require(schema.has("type") || schema.has("$ref"), name + " has no type");
    require(!schema.path("nullable").asBoolean(), name + " may be null");
    if (schema.path("type").asText().equals("integer")) {
      require(schema.has("format"), name + " does not say how long a number it is");
    }
  }

  private void enumeration(String name, List<String> names) {
    List<String> described = texts(schemas().path(name).path("enum"));
    require(described.equals(names), name + " is " + described);
  }

  private void references(JsonNode node) {
    String reference = node.path("$ref").asText();
    require(
        reference.isEmpty() || !api.at(reference.substring(1)).isMissingNode(),
        reference + " is nowhere");
    node.forEach(this::references);
  }

  private JsonNode schemas() {
    return api.at("/components/schemas");
  }

  private void require(boolean holds, String fault) {
    if (!holds) {
      faults.add(fault);
    }
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static <E> List<String> names(E[] constants, Function<E, String> wireName) {
    return Arrays.stream(constants).map(wireName).toList();
  }
}
