package io.sugang.local.part;

import io.sugang.local.LocalSystemException;
import io.sugang.local.Secrets;
import io.sugang.migration.DbUser;
import io.sugang.migration.Migration;
import io.sugang.migration.Target;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The database's schema, migrated as by the task of its own on AWS. */
public final class Schema {

  /** The database's name. */
  public static final String NAME = "sugang";

  private Schema() {}

  /** Brings the schema to its newest version; users and rights included. */
  public static void migrate(MariaDbPair databases, Secrets secrets) {
    var target =
        new Target(
            "127.0.0.1", databases.writerPort(), NAME, "disabled", Optional.empty(), "127.0.0.1");
    try {
      var unused =
          new Migration(target, MariaDbServer.ADMIN, secrets.get("mariadb.admin"))
              .run(
                  Arrays.stream(DbUser.values())
                      .collect(Collectors.toMap(user -> user, user -> password(user, secrets))));
    } catch (SQLException e) {
      throw new LocalSystemException("the database can't be migrated: " + e.getMessage(), e);
    }
  }

  /** Password of a service's login. */
  public static String password(DbUser user, Secrets secrets) {
    return secrets.get("mariadb." + user.login());
  }
}
