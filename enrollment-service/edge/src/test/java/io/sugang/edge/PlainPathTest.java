package io.sugang.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainPathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/a",
        "/a/",
        "/a/b-c_d.e~f",
        "/a.b/..c/...",
        "/sections/CSE1001%2D01",
        "/%61"
      })
  void aPathOfPlainCharactersIsPlain(String path) {
    assertThat(PlainPath.isPlain(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "//",
        "/a//b",
        "/.",
        "/..",
        "/a/../b",
        "/./a",
        "/a/..",
        "/%2e%2E/a",
        "/%2e",
        "/a%2fb",
        "/a%00",
        "/a%",
        "/a%2",
        "/a%zz",
        "/a;b",
        "/a b",
        "/가",
        "/%EA%B0%80",
        "/a\\b",
        "*"
      })
  void whateverMayMeanAnotherPathIsNot(String path) {
    assertThat(PlainPath.isPlain(path)).isFalse();
  }

  @Test
  void aLongPathIsNoBurden() {
    assertThat(PlainPath.isPlain("/a".repeat(100_000))).isTrue();
  }
}
