package io.sugang.acceptance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Arrows point one way: inbound → application → domain ← outbound. Each rule has a canary that
 * breaks it.
 */
class ArchitectureTest {

  private static final String[] ADAPTER_TECHNOLOGY = {
    "io.vertx.mutiny.sqlclient..",
    "io.vertx.mysqlclient..",
    "io.quarkus.redis..",
    "io.vertx.mutiny.redis..",
    "software.amazon.awssdk.."
  };

  /** The rules. */
  @SuppressWarnings("ImmutableEnumChecker")
  enum Arrow {
    DOMAIN_IS_PLAIN_JAVA(
        noClasses()
            .that()
            .resideInAPackage("..domain..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                "..domain..", "java..", "javax.crypto..", "io.sugang.contract..")),
    APPLICATION_KNOWS_NO_ADAPTER(
        noClasses()
            .that()
            .resideInAPackage("..application..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..inbound..", "..outbound..")),
    INBOUND_KNOWS_NO_OUTBOUND(
        noClasses()
            .that()
            .resideInAPackage("..inbound..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..outbound..")),
    OUTBOUND_KNOWS_NO_INBOUND(
        noClasses()
            .that()
            .resideInAPackage("..outbound..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..inbound..")),
    TECHNOLOGY_STAYS_IN_ADAPTERS(
        noClasses()
            .that()
            .resideOutsideOfPackages("..inbound..", "..outbound..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ADAPTER_TECHNOLOGY));

    private final ArchRule rule;

    Arrow(ArchRule rule) {
      this.rule = rule;
    }
  }

  static Stream<String> services() {
    return Stream.of("gateway-service", "waitlist-service", "notification-service");
  }

  @ParameterizedTest
  @MethodSource("services")
  void everyArrowHoldsInEveryLayeredService(String service) {
    JavaClasses classes = classes(service);

    assertThat(classes.size()).as("classes of %s", service).isGreaterThan(10);
    for (Arrow arrow : Arrow.values()) {
      arrow.rule.check(classes);
    }
  }

  @ParameterizedTest
  @EnumSource(Arrow.class)
  void canaryEveryArrowCanBreak(Arrow arrow) {
    JavaClasses canaries = new ClassFileImporter().importPackages("io.sugang.acceptance.canary");

    assertThat(arrow.rule.evaluate(canaries).hasViolation()).isTrue();
  }

  @Test
  void servicesShareNothingButTheContract() {
    List<String> services = List.of("gateway", "waitlist", "enrollment", "notification");
    for (String service : services) {
      String[] others =
          services.stream()
              .filter(other -> !other.equals(service))
              .map(other -> "io.sugang." + other + "..")
              .toArray(String[]::new);
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others)
          .check(classes(service + "-service"));
    }
  }

  private static JavaClasses classes(String service) {
    Path classes = Path.of(System.getProperty("sugang.root"), service, "target/classes");
    return new ClassFileImporter().importPath(classes);
  }
}
