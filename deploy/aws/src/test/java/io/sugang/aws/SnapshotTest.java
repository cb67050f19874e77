package io.sugang.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.sugang.aws.size.Profile;
import io.sugang.aws.size.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is committed in {@code cloudformation} is what the code makes. After a change that is meant:
 * {@code ./sugang test -pl deploy/aws -am -Dtest=SnapshotTest -Dsnapshots=update
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class SnapshotTest {

  private static final boolean UPDATE = "update".equals(System.getProperty("snapshots"));

  @ParameterizedTest
  @EnumSource(Size.class)
  void committedTemplatesAreWhatTheCodeMakes(Size size) throws IOException {
    compare(folder(size), Synthesis.of(size));
  }

  /** On machines only some stacks are others. */
  @ParameterizedTest
  @EnumSource(Size.class)
  void committedTemplatesOfMachinesAreWhatTheCodeMakes(Size size) throws IOException {
    var others = new TreeMap<>(Synthesis.of(size, Profile.EC2));
    Synthesis.of(size).forEach((name, template) -> others.remove(name, template));
    compare(folder(size).resolve("ec2"), others);
  }

  /** What is in the second region as in the first has its template there. */
  @Test
  void committedTemplatesOfTheSecondRegionAreWhatTheCodeMakes() throws IOException {
    var others = new TreeMap<>(Synthesis.second());
    Synthesis.of(Size.NATIONAL).forEach((name, template) -> others.remove(name, template));
    compare(folder(Size.NATIONAL).resolve("second"), others);
  }

  private static Path folder(Size size) {
    return Path.of("cloudformation", size.name().toLowerCase(Locale.ROOT));
  }

  private static void compare(Path committed, Map<String, Template> made) throws IOException {
    if (UPDATE) {
      update(committed, made);
    }
    assertThat(names(committed)).as("templates in %s", committed).isEqualTo(made.keySet());
    for (var template : made.entrySet()) {
      assertThat(Files.readString(committed.resolve(template.getKey() + ".json")))
          .as(
              "%s in %s; see this test's comment for how to update it",
              template.getKey(), committed)
          .isEqualTo(Synthesis.pretty(template.getValue().json()));
    }
  }

  private static Set<String> names(Path committed) throws IOException {
    try (Stream<Path> files = Files.list(committed)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .map(name -> name.replace(".json", ""))
          .collect(Collectors.toSet());
    }
  }

  private static void update(Path committed, Map<String, Template> made) throws IOException {
    Files.createDirectories(committed);
    for (String gone : names(committed)) {
      Files.delete(committed.resolve(gone + ".json"));
    }
    for (var template : made.entrySet()) {
      Files.writeString(
          committed.resolve(template.getKey() + ".json"),
          Synthesis.pretty(template.getValue().json()));
    }
  }
}
