package io.sugang.aws.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.sugang.aws.Synthesis;
import io.sugang.aws.service.Service;
import io.sugang.aws.size.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a service's container is given on AWS. */
record TaskDefinition(JsonNode definition) {

  static TaskDefinition of(Size size, Service service) {
    return of(size, service.module());
  }

  static TaskDefinition of(Size size, String name) {
    List<JsonNode> found =
        Stream.of("services", "cluster")
            .flatMap(
                stack -> Synthesis.of(size, stack).all("ECS::TaskDefinition").values().stream())
            .filter(task -> task.get("Family").asText().equals("sugang-" + name))
            .toList();
    return new TaskDefinition(found.getFirst());
  }

  private JsonNode container() {
    return definition.at("/ContainerDefinitions/0");
  }

  /** As images name it. */
  String architecture() {
    return definition.at("/RuntimePlatform/CpuArchitecture").asText().toLowerCase(Locale.ROOT);
  }

  /** Plain values; empty for those that are known on AWS only. */
  Map<String, String> values() {
    var values = new LinkedHashMap<String, String>();
    for (JsonNode variable : container().get("Environment")) {
      JsonNode value = variable.get("Value");
      values.put(variable.get("Name").asText(), value.isTextual() ? value.asText() : "");
    }
    return values;
  }

  Set<String> secrets() {
    return Set.copyOf(container().get("Secrets").findValuesAsText("Name"));
  }

  Set<String> names() {
    var names = new TreeSet<>(values().keySet());
    names.addAll(secrets());
    return names;
  }

  Set<Integer> ports() {
    var ports = new TreeSet<Integer>();
    for (JsonNode mapping : container().get("PortMappings")) {
      ports.add(mapping.get("ContainerPort").asInt());
    }
    return ports;
  }

  /** As ECS runs it in the container. */
  List<String> healthCommand() {
    var command = new ArrayList<String>();
    container().at("/HealthCheck/Command").forEach(part -> command.add(part.asText()));
    return command.subList(1, command.size());
  }
}
