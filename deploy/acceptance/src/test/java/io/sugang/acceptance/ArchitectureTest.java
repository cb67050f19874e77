package io.sugang.acceptance;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
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

  private static final ArchRule PACKAGES_WITHOUT_CYCLES =
      slices().matching("io.sugang.(**)").should().beFreeOfCycles();

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
    PORTS_ANSWER_WITH_ONE_TYPE(
        noClasses()
            .that()
            .resideInAPackage("..application..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.smallrye.mutiny..")),
    CONFIGURATION_USES_NOBODY(
        noClasses()
            .that()
            .resideInAPackage("..config..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..application..", "..inbound..", "..outbound..")),
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
      // The worker has no domain: its rules are a module of their own.
      arrow.rule.allowEmptyShould(service.equals("waitlist-service")).check(classes);
    }
  }

  /** The one room of enrollment-service with layers. */
  @Test
  void everyArrowHoldsInOperations() {
    JavaClasses classes =
        classes("enrollment-service")
            .that(resideInAnyPackage("..operations..", "io.sugang.enrollment.config.."));

    assertThat(classes.size()).isGreaterThan(10);
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

  static Stream<String> modules() {
    return Stream.of(
        "enrollment-service/contract",
        "enrollment-service/migration",
        "enrollment-service/lifecycle",
        "enrollment-service/edge",
        "waitlist-service/rule",
        "waitlist-service/facts",
        "gateway-service",
        "waitlist-service",
        "notification-service",
        "enrollment-service",
        "deploy/local",
        "deploy/benchmark");
  }

  /** Every package is a room of its own: whoever enters one is never led back. */
  @ParameterizedTest
  @MethodSource("modules")
  void noPackageLeadsBackToItself(String module) {
    PACKAGES_WITHOUT_CYCLES.check(classes(module));
  }

  @Test
  void canaryTwoPackagesThatUseEachOtherAreFound() {
    JavaClasses canaries = new ClassFileImporter().importPackages("io.sugang.acceptance.canary");

    assertThat(PACKAGES_WITHOUT_CYCLES.evaluate(canaries).hasViolation()).isTrue();
  }

  /** The rules that decide need no framework, no database and no clock. */
  @Test
  void rulesArePlainJava() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "io.sugang.waitlist.rule..", "java..", "javax.crypto..", "io.sugang.contract..")
        .check(classes("waitlist-service/rule"));
  }

  /**
   * Resources, readers and entities of a capability stay together; the layers are for others, and
   * for what it does for operators by itself.
   */
  @Test
  void enrollmentServiceIsFlat() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..operations..")
        .should()
        .resideInAnyPackage("..inbound..", "..outbound..", "..application..", "..domain..")
        .check(classes("enrollment-service"));
    noClasses()
        .that()
        .resideInAnyPackage("..database..", "..config..", "..problem..", "..identity..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "..catalogue..", "..student..", "..registrar..", "..fresh..", "..operations..")
        .check(classes("enrollment-service"));
  }

  /**
   * But for the rules and what reads their facts: enrollment-service may ask them what the worker
   * would decide.
   */
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
          .dependOnClassesThat(
              resideInAnyPackage(others)
                  .and(
                      service.equals("enrollment")
                          ? not(
                              resideInAnyPackage(
                                  "io.sugang.waitlist.rule..", "io.sugang.waitlist.facts.."))
                          : alwaysTrue()))
          .check(classes(service + "-service"));
    }
  }

  private static JavaClasses classes(String service) {
    Path classes = Path.of(System.getProperty("sugang.root"), service, "target/classes");
    return new ClassFileImporter().importPath(classes);
  }
}
