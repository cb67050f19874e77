package io.sugang.aws.capacity;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.sugang.aws.size.Size;
import io.sugang.contract.office.Term;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/**
 * {@code ./sugang capacity SIZE}: reads terms as the API tells them from standard input, and writes
 * the CloudFormation template of their openings' capacity to standard output.
 */
public final class CapacityCommand {

  private static final int WRONG_USAGE = 2;
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** What the API answers. */
  record Answer(List<Term> terms) {
    Answer {
      terms = terms == null ? List.of() : List.copyOf(terms);
    }
  }

  private CapacityCommand() {}

  public static void main(String[] arguments) throws IOException {
    List<String> sizes =
        Arrays.stream(Size.values()).map(size -> size.name().toLowerCase(Locale.ROOT)).toList();
    if (arguments.length != 1 || !sizes.contains(arguments[0])) {
      System.err.printf(
          "usage: curl -s https://SITE/api/v1/terms | ./sugang capacity SIZE > capacity.json%n"
              + "SIZE is one of %s%n",
          sizes);
      System.exit(WRONG_USAGE);
    }
    Size size = Size.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    List<Term> terms;
    try {
      terms = JSON.readValue(System.in, Answer.class).terms();
    } catch (IOException e) {
      System.err.println(
          "capacity: standard input is no answer of /api/v1/terms: " + e.getMessage());
      System.exit(WRONG_USAGE);
      return;
    }
    List<Opening> openings = Opening.of(terms, Instant.now());
    openings.forEach(
        opening -> System.err.printf("capacity from %s to %s%n", opening.from(), opening.until()));
    if (openings.isEmpty()) {
      System.err.println("capacity: no window opens later than now; the template takes all away");
    }
    System.out.println(template(size, openings));
  }

  /** The template of some openings, as JSON. */
  static String template(Size size, List<Opening> openings) throws IOException {
    Path out = Files.createTempDirectory("capacity-");
    App app = new App(AppProps.builder().outdir(out.toString()).analyticsReporting(false).build());
    var stack = new CapacityStack(app, size, openings);
    app.synth();
    return Files.readString(out.resolve(stack.getTemplateFile()));
  }
}
