package io.sugang.local.command;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sugang.local.operations.OperationsClient;
import io.sugang.local.operations.PlainTable;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/** What enrollment-service answers to operators, and how it is printed. */
final class OpsAnswers {

  /** A terminal may obey some of what is not ASCII. */
  private static final ObjectWriter JSON =
      JsonMapper.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build()
          .writerWithDefaultPrettyPrinter();

  private final OpsCommand ops;
  private final CommandSpec spec;

  OpsAnswers(OpsCommand ops, CommandSpec spec) {
    this.ops = ops;
    this.spec = spec;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    try (OperationsClient client = ops.client()) {
      return client.get(path);
    }
  }

  JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
    try (OperationsClient client = ops.client()) {
      return client.post(path, body);
    }
  }

  JsonNode put(String path, JsonNode body) throws IOException, InterruptedException {
    try (OperationsClient client = ops.client()) {
      return client.put(path, body);
    }
  }

  /** Prints an answer for programs. */
  int json(JsonNode answer) throws IOException {
    return say(JSON.writeValueAsString(answer));
  }

  /** Prints the rows of a page, or what is said if there is none. */
  int page(JsonNode answer, PlainTable table, String ifEmpty) {
    out().println(answer.path("total").asLong() == 0 ? ifEmpty : table);
    if (answer.path("pages").asInt() > 1) {
      out()
          .printf(
              "%s in all; page %s of %s (--page)%n",
              text(answer, "total"), text(answer, "page"), text(answer, "pages"));
    }
    out().flush();
    return 0;
  }

  /** Prints fields one below the other. */
  void fields(JsonNode node) {
    node.properties()
        .forEach(
            field ->
                out()
                    .printf(
                        "%-15s %s%n",
                        field.getKey(), PlainTable.harmless(field.getValue().asText("-"))));
  }

  int say(Object text) {
    out().println(text);
    out().flush();
    return 0;
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** A field as text; empty if there is none. */
  static String text(JsonNode node, String field) {
    return node.path(field).isNull() ? "" : node.path(field).asText();
  }
}
