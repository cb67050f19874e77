package io.sugang.benchmark.command;

import io.sugang.local.LocalSystemException;
import java.io.IOException;
import java.sql.SQLException;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** What went wrong around a measurement, in a sentence; a fault of ours with all that is known. */
final class Failures {

  private Failures() {}

  static int explain(Exception failure, CommandLine command, ParseResult result) throws Exception {
    if (failure instanceof LocalSystemException
        || failure instanceof SQLException
        || failure instanceof IOException) {
      command.getErr().println("sugang: " + failure.getMessage());
      return 1;
    }
    throw failure;
  }
}
