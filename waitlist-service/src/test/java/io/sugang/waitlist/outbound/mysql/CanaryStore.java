package io.sugang.waitlist.outbound.mysql;

import static io.sugang.testing.Database.writer;

import io.sugang.local.system.SystemStatus;
import io.sugang.testing.LocalStack;
import io.sugang.waitlist.application.decide.SectionStore;
import io.sugang.waitlist.config.WaitlistConfig;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mysqlclient.MySQLBuilder;
import io.vertx.mysqlclient.MySQLConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.util.List;

/**
 * A store over tables of its own, whose protections a canary may switch off without harming others.
 */
public final class CanaryStore implements AutoCloseable {

  /** The database that holds them. */
  public static final String DATABASE = "canary";

  private static final List<String> FILLED =
      List.of("term", "department", "course", "section", "student", "meeting");

  private static final List<String> EMPTY =
      List.of(
          "request",
          "enrollment",
          "waitlist_entry",
          "section_due",
          "seat_release",
          "term_seat_release",
          "waitlist_review",
          "rule_book",
          "rule_override",
          "student_group",
          "student_hold",
          "course_passed",
          "course_requirement",
          "section_cohort",
          "section_reserve",
          "cart_bundle_section",
          "cart_bundle",
          "cart_section",
          "registration_window",
          "pending_line_update",
          "mail",
          "mail_batch",
          "number_clash");

  private final Pool pool;
  private final SectionStore sections;

  private CanaryStore(Pool pool, SectionStore sections) {
    this.pool = pool;
    this.sections = sections;
  }

  /** Copies the tables, without their foreign keys, and what enrollment-service has. */
  public static CanaryStore open(Vertx vertx, WaitlistConfig config) {
    writer().execute("CREATE DATABASE IF NOT EXISTS " + DATABASE);
    for (List<String> tables : List.of(FILLED, EMPTY)) {
      for (String table : tables) {
        writer().execute("DROP TABLE IF EXISTS canary." + table);
        writer().execute("CREATE TABLE canary.%1$s LIKE sugang.%1$s".formatted(table));
      }
    }
    for (String table : FILLED) {
      writer().execute("INSERT INTO canary.%1$s SELECT * FROM sugang.%1$s".formatted(table));
    }
    SystemStatus.Database writer = LocalStack.status().writer();
    Pool pool =
        Pool.newInstance(
            MySQLBuilder.pool()
                .using(vertx)
                .with(new PoolOptions().setMaxSize(4))
                .connectingTo(
                    new MySQLConnectOptions()
                        .setHost(writer.host())
                        .setPort(writer.port())
                        .setUser(writer.user())
                        .setPassword(writer.password())
                        .setDatabase(DATABASE))
                .build());
    return new CanaryStore(pool, new MySqlSectionStore(pool, config));
  }

  /** Its sections. */
  public SectionStore sections() {
    return sections;
  }

  @Override
  public void close() {
    pool.closeAndAwait();
  }
}
