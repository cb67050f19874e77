package io.sugang.gateway.inbound.http;

import io.sugang.gateway.inbound.http.problem.Problem;
import io.sugang.gateway.inbound.http.problem.ProblemException;
import io.sugang.gateway.inbound.http.problem.ProblemType;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Query parameters mean what they say or are refused: a misspelt one would otherwise be as none,
 * and one that comes twice would be half heard.
 */
class StrictParameters {

  private final ConcurrentMap<Method, Set<String>> known = new ConcurrentHashMap<>();

  @ServerRequestFilter
  void check(ContainerRequestContext call, ResourceInfo resource) {
    Map<String, List<String>> given = call.getUriInfo().getQueryParameters();
    if (given.isEmpty()) {
      return;
    }
    Set<String> names =
        known.computeIfAbsent(resource.getResourceMethod(), StrictParameters::namesOf);
    given.forEach(
        (name, values) -> {
          if (!names.contains(name)) {
            throw new ProblemException(
                Problem.of(
                    ProblemType.UNKNOWN_PARAMETER,
                    Map.of("field", shortened(name), "rule", "no such parameter")));
          }
          if (values.size() > 1) {
            throw new ProblemException(Problem.field(name, "one value"));
          }
        });
  }

  private static Set<String> namesOf(Method method) {
    return Stream.of(method.getParameters())
        .filter(parameter -> parameter.isAnnotationPresent(RestQuery.class))
        .map(StrictParameters::nameOf)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String nameOf(Parameter parameter) {
    String name = parameter.getAnnotation(RestQuery.class).value();
    return name.isEmpty() ? parameter.getName() : name;
  }

  private static String shortened(String name) {
    return name.length() > 40 ? name.substring(0, 40) : name;
  }
}
