package io.sugang.notification;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.sugang.local.system.SystemStatus;
import io.sugang.local.testing.StackProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** The real parts, started once for all tests of this module. */
public class LocalStack implements QuarkusTestResourceLifecycleManager {

  private static final Path HOME = Path.of("target/stack").toAbsolutePath();

  private StackProcess stack;

  @Override
  public Map<String, String> start() {
    stack = StackProcess.start(Path.of(System.getProperty("sugang.root")), HOME);
    Map<String, String> environment = status().environment().get("notification-service");
    // The AWS SDK reads these from the process, not from the configuration.
    System.setProperty("aws.region", environment.get("AWS_REGION"));
    System.setProperty("aws.accessKeyId", environment.get("AWS_ACCESS_KEY_ID"));
    System.setProperty("aws.secretAccessKey", environment.get("AWS_SECRET_ACCESS_KEY"));
    return environment;
  }

  /** Where the parts are. */
  public static SystemStatus status() {
    try {
      return SystemStatus.read(HOME.resolve("run/status.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    stack.close();
  }
}
