package io.sugang.benchmark.system;

import io.sugang.local.Home;
import io.sugang.local.LocalSystemException;
import io.sugang.local.process.PidFile;
import io.sugang.local.system.SystemStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** The system that the rush is directed at, as it describes itself. */
public final class RunningSystem {

  private static final String GATEWAYS = "gateway-service";

  private final Home home;
  private final SystemStatus status;

  private RunningSystem(Home home, SystemStatus status) {
    this.home = home;
    this.status = status;
  }

  /**
   * Finds the system of a home.
   *
   * @throws LocalSystemException if none is running there
   */
  public static RunningSystem of(Home home) throws IOException {
    if (PidFile.launcher(home).isEmpty()) {
      throw new LocalSystemException("no system is running here. Start one with: ./sugang run");
    }
    if (!Files.exists(home.statusFile())) {
      throw new LocalSystemException("the system is still starting (or stopping); try again soon");
    }
    var system = new RunningSystem(home, SystemStatus.read(home.statusFile()));
    if (system.gateways().isEmpty()) {
      throw new LocalSystemException("the running system has no gateway");
    }
    return system;
  }

  public SystemStatus status() {
    return status;
  }

  /** Every gateway, in the order of the status. */
  public List<Gateway> gateways() {
    return status.services().entrySet().stream()
        .filter(service -> service.getKey().startsWith(GATEWAYS))
        .filter(service -> service.getValue().url() != null)
        .map(service -> Gateway.at(service.getKey(), service.getValue().url()))
        .toList();
  }

  /** A new connection to the writer, with all rights. */
  public Connection connect() throws SQLException {
    SystemStatus.Database writer = status.writer();
    return DriverManager.getConnection(
        "jdbc:mariadb://%s:%d/%s?sslMode=disable&connectTimeout=2000"
            .formatted(writer.host(), writer.port(), writer.database()),
        writer.user(),
        writer.password());
  }

  /** Processor time until now, of the processes that run now. */
  public CpuTime cpuTime() throws IOException {
    return CpuTime.of(SystemStatus.read(home.statusFile()));
  }

  /** Resident memory now; processes that were started again meanwhile are found. */
  public List<ResidentMemory> memory() throws IOException {
    return ResidentMemory.of(SystemStatus.read(home.statusFile()));
  }
}
