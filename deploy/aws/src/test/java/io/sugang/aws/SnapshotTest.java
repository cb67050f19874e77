package io.sugang.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sugang.aws.size.Place;
import io.sugang.aws.size.Profile;
import io.sugang.aws.size.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What is committed in {@code cloudformation}, as {@link Snapshots} tells it, is what the code
 * makes. After a change that is meant: {@code ./sugang test -pl deploy/aws -am -Dtest=SnapshotTest
 * -Dsnapshots=update -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class SnapshotTest {

  private static final Path COMMITTED = Path.of("cloudformation");
  private static final boolean UPDATE = "update".equals(System.getProperty("snapshots"));

  private static Map<String, String> made;

  @BeforeAll
  static void make() throws IOException {
    made = Snapshots.of(Synthesis::of);
    if (UPDATE) {
      update();
    }
  }

  @Test
  void noSnapshotIsMissingOrLeftOver() throws IOException {
    assertThat(committed()).containsExactlyInAnyOrderElementsOf(made.keySet());
  }

  @Test
  void committedSnapshotsAreWhatTheCodeMakes() throws IOException {
    var softly = new SoftAssertions();
    for (String file : committed()) {
      softly
          .assertThat(Files.readString(COMMITTED.resolve(file)))
          .as("%s; see this test's comment for how to update it", file)
          .isEqualTo(made.get(file));
    }
    softly.assertAll();
  }

  /** The canary: one other value, in templates told in each of the ways, is seen. */
  @Test
  void aChangeOfOneValueIsSeen() throws IOException {
    Variant machines = new Variant(Size.RUSH, Profile.EC2, Place.FIRST);
    assertThat(changed(Variant.usual(Size.CAMPUS), "sugang-network"))
        .contains("campus/sugang-network.json");
    assertThat(changed(machines, "sugang-network"))
        .containsExactly("rush/ec2/sugang-network.diff.json");
    assertThat(changed(machines, "sugang-data"))
        .containsExactlyInAnyOrder("rush/ec2/sugang-data.diff.json", "rush/ec2/unchanged.txt");
  }

  /** The snapshots that are others once a template has another description. */
  private static List<String> changed(Variant variant, String stack) throws IOException {
    ObjectNode template = Synthesis.of(variant).get(stack).deepCopy();
    template.put("Description", "another");
    Map<String, JsonNode> others = new HashMap<>(Synthesis.of(variant));
    others.put(stack, template);
    var snapshots =
        new TreeMap<>(Snapshots.of(it -> it.equals(variant) ? others : Synthesis.of(it)));
    made.forEach(snapshots::remove);
    return List.copyOf(snapshots.keySet());
  }

  private static Set<String> committed() throws IOException {
    try (Stream<Path> files = Files.walk(COMMITTED)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> COMMITTED.relativize(file).toString())
          .collect(Collectors.toSet());
    }
  }

  private static void update() throws IOException {
    for (String file : committed()) {
      Files.delete(COMMITTED.resolve(file));
    }
    for (var snapshot : made.entrySet()) {
      Path file = COMMITTED.resolve(snapshot.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, snapshot.getValue());
    }
  }
}
