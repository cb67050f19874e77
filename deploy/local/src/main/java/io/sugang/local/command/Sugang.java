package io.sugang.local.command;

import io.sugang.local.LocalSystemException;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The launcher behind {@code ./sugang}. */
@Command(
    name = "sugang",
    mixinStandardHelpOptions = true,
    description = "Course registration that takes the rush out of opening day.",
    subcommands = {
      ConsoleCommand.class,
      OpsCommand.class,
      RunCommand.class,
      StackCommand.class,
      StatusCommand.class,
      StopCommand.class,
      TokenCommand.class,
      TrainCommand.class
    })
public final class Sugang {

  private Sugang() {}

  /** Runs a command and ends the JVM with its exit code: 0 done, 1 failed, 2 wrong usage. */
  public static void main(String[] arguments) {
    // The parts' libraries are talkative; what people should know is printed by the commands.
    Logger.getLogger("").setLevel(Level.WARNING);
    int exitCode = 1;
    try {
      exitCode =
          new CommandLine(new Sugang())
              .setExecutionExceptionHandler(Sugang::explain)
              .execute(arguments);
    } finally {
      // Threads of the parts would keep the JVM open, whatever went wrong.
      System.exit(exitCode);
    }
  }

  private static int explain(
      Exception failure, CommandLine commandLine, CommandLine.ParseResult result) throws Exception {
    if (failure instanceof LocalSystemException) {
      commandLine.getErr().println("sugang: " + failure.getMessage());
      return 1;
    }
    throw failure;
  }
}
