package io.sugang.local.command;

import io.sugang.local.Home;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which local system a command is about. */
public final class HomeOption {

  @Option(names = "--root", hidden = true, defaultValue = ".", description = "the project's folder")
  private Path root;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "where the local system keeps its data (default: .sugang in the project)")
  private Path directory;

  /** The chosen one. */
  public Home home() throws IOException {
    return directory == null ? Home.ofProject(root) : Home.at(root, directory);
  }
}
