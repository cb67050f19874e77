package io.sugang.local.command;

import io.sugang.local.Home;
import io.sugang.local.LocalSystemException;
import io.sugang.local.process.PidFile;
import io.sugang.local.system.SystemStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./sugang status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Tells every URL, port, process id and credential of the running local system.")
final class StatusCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;

  @Option(names = "--json", description = "as JSON, for other programs")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    SystemStatus status = running(home.home());
    if (json) {
      out.println(status.toJson());
      return 0;
    }
    out.printf("launcher              process %d%n", status.launcherPid());
    status
        .services()
        .forEach(
            (name, service) ->
                out.printf(
                    "%-21s process %d  %s%n",
                    name,
                    service.pid(),
                    service.url() == null ? service.management() : service.url()));
    out.printf(
        "writer                process %d  127.0.0.1:%d%n",
        status.writer().pid(), status.writer().port());
    out.printf(
        "reader                process %d  127.0.0.1:%d%n",
        status.reader().pid(), status.reader().port());
    out.printf(
        "redis                 process %d  127.0.0.1:%d%n",
        status.redis().pid(), status.redis().port());
    out.printf(
        "sqs                   process %d  %s%n", status.sqs().pid(), status.sqs().endpoint());
    out.printf("mailbox               %s%n", status.console().mailbox());
    return 0;
  }

  static SystemStatus running(Home home) throws IOException {
    if (PidFile.launcher(home).isEmpty()) {
      throw new LocalSystemException("no system is running here. Start one with: ./sugang run");
    }
    if (!Files.exists(home.statusFile())) {
      throw new LocalSystemException("the system is still starting (or stopping); try again soon");
    }
    return SystemStatus.read(home.statusFile());
  }
}
