package io.sugang.enrollment.database;

import org.hibernate.dialect.MySQLDialect;
import org.hibernate.engine.jdbc.dialect.spi.DialectResolutionInfo;

/**
 * What MySQL 8 and MariaDB 11.4 both understand: MySQL's dialect without the aliases in locks that
 * MariaDB refuses.
 */
public final class SharedDialect extends MySQLDialect {

  public SharedDialect(DialectResolutionInfo info) {
    super(info);
  }

  @Override
  public boolean supportsAliasLocks() {
    return false;
  }
}
