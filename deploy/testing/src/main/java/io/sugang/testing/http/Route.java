package io.sugang.testing.http;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A way into a service.
 *
 * @param path with values for its parameters
 * @param role that opens it; empty: it is open to everybody
 * @param hasBody whether it reads one
 */
public record Route(String method, String path, Optional<String> role, boolean hasBody) {

  /**
   * Every resource of a running service.
   *
   * @param values for the parameters of paths, by name
   */
  public static List<Route> of(BeanManager beans, Map<String, String> values) {
    return beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
        .<Class<?>>map(Bean::getBeanClass)
        .filter(type -> type.isAnnotationPresent(Path.class))
        .distinct()
        .flatMap(type -> of(type, values))
        .sorted(Comparator.comparing(Route::path).thenComparing(Route::method))
        .toList();
  }

  private static Stream<Route> of(Class<?> type, Map<String, String> values) {
    return Stream.of(type.getDeclaredMethods())
        .flatMap(
            method ->
                httpMethod(method).stream()
                    .map(
                        name ->
                            new Route(
                                name,
                                filled(pathOf(type, method), values),
                                roleOf(type, method),
                                readsBody(method))));
  }

  private static Optional<String> httpMethod(Method method) {
    return Stream.of(method.getAnnotations())
        .map(a -> a.annotationType().getAnnotation(HttpMethod.class))
        .filter(found -> found != null)
        .map(HttpMethod::value)
        .findFirst();
  }

  private static String pathOf(Class<?> type, Method method) {
    String start = type.getAnnotation(Path.class).value();
    Path more = method.getAnnotation(Path.class);
    return more == null ? start : start + "/" + more.value();
  }

  private static String filled(String path, Map<String, String> values) {
    String filled = path;
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled = filled.replace("{" + value.getKey() + "}", value.getValue());
    }
    if (filled.contains("{")) {
      throw new IllegalArgumentException("no value for a parameter of " + path);
    }
    return filled;
  }

  private static Optional<String> roleOf(Class<?> type, Method method) {
    return Stream.of(
            method.getAnnotation(RolesAllowed.class), type.getAnnotation(RolesAllowed.class))
        .filter(found -> found != null)
        .map(found -> found.value()[0])
        .findFirst();
  }

  private static boolean readsBody(Method method) {
    return Stream.of(method.getParameters()).map(Parameter::getAnnotations).anyMatch(Route::isBody);
  }

  private static boolean isBody(Annotation[] annotations) {
    return annotations.length == 0;
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
