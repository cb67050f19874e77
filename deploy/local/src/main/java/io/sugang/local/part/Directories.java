package io.sugang.local.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Whole directory trees. */
public final class Directories {

  private Directories() {}

  /** Deletes a tree; one that is not there is fine. */
  public static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> tree = Files.walk(directory)) {
      paths = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }

  static void copy(Path from, Path to) throws IOException {
    List<Path> paths;
    try (Stream<Path> tree = Files.walk(from)) {
      paths = tree.toList();
    }
    for (Path path : paths) {
      Files.copy(path, to.resolve(from.relativize(path).toString()));
    }
  }
}
