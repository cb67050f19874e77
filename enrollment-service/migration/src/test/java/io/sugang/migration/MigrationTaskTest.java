package io.sugang.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationTaskTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SUGANG_DB_HOST",
        "SUGANG_DB_PORT",
        "SUGANG_DB_SCHEMA",
        "SUGANG_DB_TLS",
        "SUGANG_DB_ADMIN_USER",
        "SUGANG_DB_ADMIN_PASSWORD",
        "SUGANG_DB_PASSWORD_WORKER",
        "SUGANG_DB_PASSWORD_ENROLLMENT",
        "SUGANG_DB_PASSWORD_NOTIFIER"
      })
  void nothingIsDoneWithoutTheWholeEnvironment(String missing) {
    Map<String, String> environment = environment();
    environment.remove(missing);
    assertThat(new MigrationTask(environment).run()).isEqualTo(2);
  }

  @Test
  void aDatabaseThatIsAwayIsAFailure() {
    assertThat(new MigrationTask(environment()).run()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sugang; DROP TABLE x", "", "Sugang", "a b"})
  void aSchemaHasAPlainName(String schema) {
    assertThatThrownBy(
            () -> new Target("localhost", 3306, schema, "disabled", Optional.empty(), "%"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Map<String, String> environment() {
    var environment = new HashMap<String, String>();
    environment.put("SUGANG_DB_HOST", "127.0.0.1");
    environment.put("SUGANG_DB_PORT", "1");
    environment.put("SUGANG_DB_SCHEMA", "sugang");
    environment.put("SUGANG_DB_TLS", "disabled");
    environment.put("SUGANG_DB_ADMIN_USER", "admin");
    environment.put("SUGANG_DB_ADMIN_PASSWORD", "secret");
    for (DbUser user : DbUser.values()) {
      environment.put("SUGANG_DB_PASSWORD_" + user.name(), "0123456789abcdef");
    }
    return environment;
  }
}
