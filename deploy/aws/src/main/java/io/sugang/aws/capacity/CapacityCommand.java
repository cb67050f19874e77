package io.sugang.aws.capacity;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.sugang.aws.size.Profile;
import io.sugang.aws.size.Size;
import io.sugang.contract.enrollment.Term;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/** {@code ./sugang capacity SIZE}. */
@Command(
    name = "./sugang capacity",
    mixinStandardHelpOptions = true,
    description = {
      "Reads terms from standard input, as the API tells them, and writes the CloudFormation template",
      "of their openings' capacity to standard output:",
      "curl -s https://SITE/api/v1/terms | ./sugang capacity rush > capacity.json"
    })
public final class CapacityCommand implements Callable<Integer> {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .registerModule(new Jdk8Module())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SIZE", description = "one of ${COMPLETION-CANDIDATES}, in any case")
  private Size size;

  @Option(names = "--ec2", description = "for services on machines instead of Fargate")
  private boolean machines;

  /** What the API answers. */
  record Answer(List<Term> terms) {}

  private CapacityCommand() {}

  /** Writes the template and ends the JVM: 0 if it was written, 2 after a wrong usage. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new CapacityCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    List<Opening> openings = Opening.of(terms(), Instant.now());
    PrintWriter err = spec.commandLine().getErr();
    for (Opening opening : openings) {
      err.printf("capacity from %s to %s%n", opening.from(), opening.until());
    }
    if (openings.isEmpty()) {
      err.println("no window opens later than now; the template takes all away");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(template(size, machines ? Profile.EC2 : Profile.FARGATE, openings));
    out.flush();
    return 0;
  }

  private List<Term> terms() {
    try {
      Answer answer = JSON.readValue(System.in, Answer.class);
      if (answer != null && answer.terms() != null) {
        return answer.terms();
      }
    } catch (IOException e) {
      throw wrongInput(e);
    }
    throw wrongInput(null);
  }

  private ParameterException wrongInput(IOException cause) {
    return new ParameterException(
        spec.commandLine(), "standard input is no answer of /api/v1/terms", cause);
  }

  /** The template of some openings, as JSON. */
  static String template(Size size, Profile profile, List<Opening> openings) throws IOException {
    Path out = Files.createTempDirectory("capacity-");
    App app = new App(AppProps.builder().outdir(out.toString()).analyticsReporting(false).build());
    var stack = new CapacityStack(app, size, profile, openings);
    app.synth();
    return Files.readString(out.resolve(stack.getTemplateFile()));
  }
}
