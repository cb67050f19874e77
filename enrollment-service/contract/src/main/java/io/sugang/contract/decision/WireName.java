package io.sugang.contract.decision;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds constants by the names that they have in messages, tables, Redis and the API. */
public final class WireName {

  private WireName() {}

  /** The constants of an enum by their wire names. */
  public static <E> Map<String, E> index(E[] constants, Function<E, String> wireName) {
    return Arrays.stream(constants)
        .collect(Collectors.toUnmodifiableMap(wireName, Function.identity()));
  }

  /**
   * The constant with a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static <E> E find(Map<String, E> byName, String what, String name) {
    E found = name == null ? null : byName.get(name);
    if (found == null) {
      throw new IllegalArgumentException("%s: unknown name %s".formatted(what, name));
    }
    return found;
  }
}
