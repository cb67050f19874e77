package io.sugang.acceptance;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sugang.local.testing.StackProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The whole system, as {@code ./sugang run} brings it up, with what {@code status} and {@code
 * token} tell of it.
 */
final class RunningSystem implements AutoCloseable {

  static final Path ROOT = Path.of(System.getProperty("sugang.root"));
  private static final int STUDENTS = 400;

  private final StackProcess stack;
  private final JsonNode status;
  private final List<String> students;
  private final Map<String, String> tokens;

  private RunningSystem(StackProcess stack, Path home) {
    this.stack = stack;
    try {
      status = new ObjectMapper().readTree(stack.statusJson());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
    List<String[]> lines = tokenLines(home);
    students = lines.stream().map(line -> line[0]).toList();
    tokens = lines.stream().collect(Collectors.toMap(line -> line[0], line -> line[1]));
  }

  static RunningSystem start(String name) {
    Path home = Path.of("target", name).toAbsolutePath();
    StackProcess stack =
        StackProcess.start(
            ROOT,
            home,
            "--port=" + freePort(),
            "--students=" + STUDENTS,
            "--service=enrollment-service",
            "--service=waitlist-service",
            "--service=notification-service",
            "--service=gateway-service");
    return new RunningSystem(stack, home);
  }

  static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String[]> tokenLines(Path home) {
    try {
      List<String> command = StackProcess.launcher(ROOT, home, "token");
      command.add("--count=" + STUDENTS);
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return output.lines().map(line -> line.split("\t", 2)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String student(int index) {
    return students.get(index);
  }

  String token(String student) {
    return tokens.get(student);
  }

  String api(String path) {
    return status.at("/services/gateway-service/url").asText() + "/api/v1" + path;
  }

  String management(String service) {
    return status.at("/services/" + service + "/management").asText();
  }

  int mailsTo(String student) {
    return given()
        .queryParam("to", student + "@student.sugang.example")
        .get(status.at("/console/mailboxJson").asText())
        .jsonPath()
        .getList("id")
        .size();
  }

  long number(String sql) throws SQLException {
    return Long.parseLong(column(sql).getFirst());
  }

  List<String> column(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      var values = new ArrayList<String>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:mariadb://127.0.0.1:%d/sugang?sslMode=disable"
            .formatted(status.at("/writer/port").asInt()),
        status.at("/writer/user").asText(),
        status.at("/writer/password").asText());
  }

  @Override
  public void close() {
    stack.close();
  }
}
