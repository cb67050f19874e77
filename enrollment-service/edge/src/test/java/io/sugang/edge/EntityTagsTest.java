package io.sugang.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"a\"            | true  | true",
        "W/\"a\"          | true  | false",
        "\"b\", \"a\"     | true  | true",
        "\"b\",,W/\"a\" , | true  | false",
        "*                | true  | true",
        "\"b\"            | false | false",
        "\"a,b\"          | false | false",
        "\"\"             | false | false"
      })
  void tagsAreComparedAsTheirHeaderSays(String header, boolean weakly, boolean strongly) {
    EntityTags tags = EntityTags.of(header).orElseThrow();

    assertThat(tags.includeWeakly("a")).isEqualTo(weakly);
    assertThat(tags.includeStrongly("a")).isEqualTo(strongly);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "\"a", "\"a\" \"b\"", "w/\"a\"", "\"a\", b", "\"a b\"", "**"})
  void whatIsNoListOfTagsIsNone(String header) {
    assertThat(EntityTags.of(header)).isEmpty();
  }

  /** A reader that goes back would need hours. */
  @ParameterizedTest
  @ValueSource(strings = {",", " ", "\"", "W/", "\"a\","})
  void aLongHeaderIsReadOnce(String part) {
    assertThat(EntityTags.of(part.repeat(1_000_000) + "x")).isEmpty();
  }
}
