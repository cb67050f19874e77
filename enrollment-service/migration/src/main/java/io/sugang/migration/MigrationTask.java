package io.sugang.migration;

import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Migrates the database that the environment names, and ends: 0 if it is as it should be, 1 if it
 * could not be migrated, 2 if the environment is not complete.
 */
public final class MigrationTask {

  private static final int FAILED = 1;
  private static final int INCOMPLETE = 2;

  private final Map<String, String> environment;

  MigrationTask(Map<String, String> environment) {
    this.environment = environment;
  }

  public static void main(String[] arguments) {
    System.exit(new MigrationTask(System.getenv()).run());
  }

  int run() {
    Migration migration;
    Map<DbUser, String> passwords = new EnumMap<>(DbUser.class);
    try {
      var target =
          new Target(
              needed("SUGANG_DB_HOST"),
              Integer.parseInt(needed("SUGANG_DB_PORT")),
              needed("SUGANG_DB_SCHEMA"),
              needed("SUGANG_DB_TLS"),
              Optional.ofNullable(environment.get("SUGANG_DB_AUTHORITIES")),
              environment.getOrDefault("SUGANG_DB_CALLERS", "%"));
      migration =
          new Migration(target, needed("SUGANG_DB_ADMIN_USER"), needed("SUGANG_DB_ADMIN_PASSWORD"));
      for (DbUser user : DbUser.values()) {
        passwords.put(user, needed("SUGANG_DB_PASSWORD_" + user.name()));
      }
      System.out.printf("Migrating %s on %s%n", target.schema(), target.host());
    } catch (IllegalArgumentException e) {
      System.err.println("migration: " + e.getMessage());
      return INCOMPLETE;
    }
    try {
      int applied = migration.run(passwords);
      System.out.printf("The schema is at its newest version; new migrations: %d%n", applied);
      return 0;
    } catch (SQLException | RuntimeException e) {
      System.err.println("migration: the database can't be migrated: " + e.getMessage());
      return FAILED;
    }
  }

  private String needed(String name) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("%s is not set".formatted(name));
    }
    return value;
  }
}
