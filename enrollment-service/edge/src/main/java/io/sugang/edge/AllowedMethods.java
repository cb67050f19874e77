package io.sugang.edge;

import io.quarkus.arc.All;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which methods a path takes, by resources and plain routes together. Quarkus itself names none
 * when it refuses a method, and those of the whole resource when it is asked.
 */
@ApplicationScoped
public class AllowedMethods {

  /** After {@link CrossOrigin}, which answers for other sites, and before resources. */
  private static final int AFTER_THE_GUARD = 900;

  private static final int NO_CONTENT = 204;

  private final List<Known> known;

  private record Known(Pattern path, Set<String> methods) {}

  AllowedMethods(BeanManager beans, @All List<PlainRoute> routes) {
    known =
        Stream.concat(
                beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                    .<Class<?>>map(Bean::getBeanClass)
                    .filter(type -> type.isAnnotationPresent(Path.class))
                    .distinct()
                    .flatMap(AllowedMethods::ofResource),
                routes.stream().map(AllowedMethods::ofRoute))
            .toList();
  }

  void register(@Observes Filters filters) {
    filters.register(this::answerOptions, AFTER_THE_GUARD);
  }

  private void answerOptions(RoutingContext call) {
    String allowed =
        call.request().method().name().equals(HttpMethod.OPTIONS) ? of(call.normalizedPath()) : "";
    if (allowed.isEmpty()) {
      call.next();
    } else {
      var unused =
          call.response().setStatusCode(NO_CONTENT).putHeader(HttpHeaders.ALLOW, allowed).end();
    }
  }

  /** The methods of a path, as the header {@code Allow} names them; empty if there are none. */
  public String of(String path) {
    Set<String> methods =
        known.stream()
            .filter(route -> route.path().matcher(path).matches())
            .map(Known::methods)
            .flatMap(Collection::stream)
            .collect(Collectors.toCollection(TreeSet::new));
    if (methods.isEmpty()) {
      return "";
    }
    if (methods.contains(HttpMethod.GET)) {
      methods.add(HttpMethod.HEAD);
    }
    methods.add(HttpMethod.OPTIONS);
    return String.join(", ", methods);
  }

  private static Stream<Known> ofResource(Class<?> type) {
    String start = type.getAnnotation(Path.class).value();
    return Stream.of(type.getDeclaredMethods())
        .flatMap(
            method ->
                methodOf(method)
                    .map(name -> new Known(pattern(pathOf(start, method)), Set.of(name))));
  }

  private static Stream<String> methodOf(Method method) {
    return Stream.of(method.getAnnotations())
        .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
        .filter(marker -> marker != null)
        .map(HttpMethod::value);
  }

  private static String pathOf(String start, Method method) {
    Path more = method.getAnnotation(Path.class);
    return more == null ? start : start + "/" + more.value();
  }

  /** Each parameter stands for one segment. */
  private static Pattern pattern(String path) {
    String segments =
        Stream.of(path.split("/"))
            .filter(segment -> !segment.isEmpty())
            .map(segment -> segment.startsWith("{") ? "[^/]+" : Pattern.quote(segment))
            .collect(Collectors.joining("/"));
    return Pattern.compile("/" + segments + "/?");
  }

  private static Known ofRoute(PlainRoute route) {
    return new Known(
        pattern(route.path()),
        route.methods().stream().map(Object::toString).collect(Collectors.toUnmodifiableSet()));
  }
}
