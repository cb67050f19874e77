package io.sugang.edge;

import io.sugang.edge.problem.Problem;
import io.sugang.edge.problem.ProblemException;
import io.sugang.edge.problem.ProblemType;
import io.sugang.edge.problem.Rule;
import io.vertx.core.MultiMap;
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
public class StrictParameters {

  private static final int LONGEST_NAMED = 40;

  private final ConcurrentMap<Method, Set<String>> known = new ConcurrentHashMap<>();

  @ServerRequestFilter
  void check(ContainerRequestContext call, ResourceInfo resource) {
    Map<String, List<String>> given = call.getUriInfo().getQueryParameters();
    if (given.isEmpty()) {
      return;
    }
    Set<String> names =
        known.computeIfAbsent(resource.getResourceMethod(), StrictParameters::namesOf);
    given.forEach((name, values) -> check(name, values.size(), names));
  }

  /**
   * The same for a {@link PlainRoute}.
   *
   * @param known names of the parameters that it takes
   * @throws ProblemException for the first that it does not, or that comes twice
   */
  public static void check(MultiMap given, Set<String> known) {
    given.names().forEach(name -> check(name, given.getAll(name).size(), known));
  }

  private static void check(String name, int values, Set<String> known) {
    if (!known.contains(name)) {
      throw new ProblemException(
          Problem.of(
              ProblemType.UNKNOWN_PARAMETER,
              Map.of("field", shortened(name), "rule", Rule.NO_SUCH_PARAMETER)));
    }
    if (values > 1) {
      throw new ProblemException(Problem.field(name, Rule.ONE_VALUE));
    }
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
    return name.length() > LONGEST_NAMED ? name.substring(0, LONGEST_NAMED) : name;
  }
}
