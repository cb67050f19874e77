package io.sugang.gateway.outbound.enrollment;

import com.fasterxml.jackson.core.type.TypeReference;
import io.quarkus.cache.CacheKey;
import io.quarkus.cache.CacheResult;
import io.smallrye.mutiny.Uni;
import io.sugang.contract.enrollment.Catalogue;
import io.sugang.contract.enrollment.Enrollment;
import io.sugang.contract.enrollment.JournaledRequest;
import io.sugang.contract.enrollment.Membership;
import io.sugang.contract.enrollment.StudentRecord;
import io.sugang.contract.enrollment.Term;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.id.TermId;
import io.sugang.contract.pause.AcceptingPause;
import io.sugang.gateway.application.EnrollmentAwayException;
import io.sugang.gateway.application.EnrollmentClient;
import io.sugang.gateway.config.GatewayConfig;
import io.sugang.gateway.domain.Identity;
import io.sugang.gateway.outbound.redis.SharedCache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * enrollment-service by REST. Answers are kept in memory for a second and shared with the other
 * gateways through Redis.
 */
@ApplicationScoped
class RestEnrollmentClient implements EnrollmentClient {

  private static final TypeReference<List<Term>> TERMS = new TypeReference<>() {};
  private static final TypeReference<Catalogue> CATALOGUE = new TypeReference<>() {};
  private static final TypeReference<StudentRecord> STUDENT = new TypeReference<>() {};
  private static final TypeReference<List<Enrollment>> ENROLLMENTS = new TypeReference<>() {};
  private static final TypeReference<List<JournaledRequest>> REQUESTS = new TypeReference<>() {};

  private final EnrollmentApi enrollment;
  private final StudentApi students;
  private final Memberships memberships;
  private final SharedCache shared;
  private final GatewayConfig config;

  RestEnrollmentClient(
      @RestClient EnrollmentApi enrollment,
      @RestClient StudentApi students,
      Memberships memberships,
      SharedCache shared,
      GatewayConfig config) {
    this.enrollment = enrollment;
    this.students = students;
    this.memberships = memberships;
    this.shared = shared;
    this.config = config;
  }

  @Override
  public CompletionStage<Catalogue> catalogue() {
    return shared
        .get(
            "catalogue",
            config.catalogueRefresh(),
            CATALOGUE,
            () -> guarded(config.copyTimeout(), enrollment::catalogue))
        .subscribeAsCompletionStage();
  }

  @Override
  public CompletionStage<List<Term>> terms() {
    return shared
        .get(
            // Gateways that know of years only share another form by the name "terms".
            "terms-of-cohorts",
            config.answersShared(),
            TERMS,
            () -> guarded(config.copyTimeout(), enrollment::terms))
        .subscribeAsCompletionStage();
  }

  /** One that does not know of pauses yet has none. */
  @Override
  public CompletionStage<List<AcceptingPause>> acceptingPauses() {
    return guarded(enrollment::acceptingPauses)
        .onFailure(RestEnrollmentClient::isNotFound)
        .recoverWithItem(List.of())
        .subscribeAsCompletionStage();
  }

  @Override
  public CompletionStage<Optional<Membership>> membership(StudentId student) {
    return memberships.find(student);
  }

  @Override
  public CompletionStage<Optional<Membership>> membershipOnWriter(StudentId student) {
    return memberships.findOnWriter(student);
  }

  @Override
  public boolean knowsMemberships() {
    return memberships.areKnown();
  }

  @Override
  public CompletionStage<Optional<StudentRecord>> me(Identity identity) {
    return record(identity.student(), identity.bearer()).subscribeAsCompletionStage();
  }

  @CacheResult(cacheName = "students")
  Uni<Optional<StudentRecord>> record(@CacheKey StudentId student, String bearer) {
    return shared
        .get(
            "me:" + student.value(),
            config.answersShared(),
            STUDENT,
            () -> guarded(() -> students.me(bearer)))
        .map(Optional::of)
        .onFailure(RestEnrollmentClient::isNotFound)
        .recoverWithItem(Optional.empty());
  }

  @Override
  public CompletionStage<List<Enrollment>> enrollments(Identity identity) {
    return enrollments(identity.student(), identity.bearer()).subscribeAsCompletionStage();
  }

  @CacheResult(cacheName = "enrollments")
  Uni<List<Enrollment>> enrollments(@CacheKey StudentId student, String bearer) {
    return shared.get(
        "enrollments:" + student.value(),
        config.answersShared(),
        ENROLLMENTS,
        () -> guarded(() -> students.enrollments(bearer, false)));
  }

  @Override
  public CompletionStage<List<Enrollment>> freshEnrollments(Identity identity) {
    return guarded(() -> students.enrollments(identity.bearer(), true))
        .subscribeAsCompletionStage();
  }

  @Override
  public CompletionStage<List<JournaledRequest>> requests(
      Identity identity, Optional<SectionId> section, Optional<TermId> term) {
    return requests(
            identity.student(),
            section.map(SectionId::value),
            term.map(TermId::value),
            identity.bearer())
        .subscribeAsCompletionStage();
  }

  @CacheResult(cacheName = "requests")
  Uni<List<JournaledRequest>> requests(
      @CacheKey StudentId student,
      @CacheKey Optional<String> section,
      @CacheKey Optional<String> term,
      String bearer) {
    return shared.get(
        "requests:%s:%s:%s".formatted(student.value(), section.orElse(""), term.orElse("")),
        config.answersShared(),
        REQUESTS,
        () -> guarded(() -> students.requests(bearer, section.orElse(null), term.orElse(null))));
  }

  @Override
  public CompletionStage<Optional<JournaledRequest>> request(
      Identity identity, SectionId section, RequestNumber number) {
    return guarded(() -> students.request(identity.bearer(), section.value(), number.value()))
        .map(Optional::of)
        .onFailure(RestEnrollmentClient::isNotFound)
        .recoverWithItem(Optional.empty())
        .subscribeAsCompletionStage();
  }

  private <T> Uni<T> guarded(Supplier<Uni<T>> question) {
    return guarded(config.enrollmentTimeout(), question);
  }

  private static <T> Uni<T> guarded(Duration patience, Supplier<Uni<T>> question) {
    return Uni.createFrom()
        .deferred(question::get)
        .ifNoItem()
        .after(patience)
        .fail()
        .onFailure(e -> !isNotFound(e))
        .transform(EnrollmentAwayException::new);
  }

  private static boolean isNotFound(Throwable e) {
    return e instanceof WebApplicationException answer && answer.getResponse().getStatus() == 404;
  }
}
