package io.sugang.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sugang.local.LocalSystemException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void aPortIsHandedOutOnce() {
    int wanted = Ports.anyFree();

    assertThat(Ports.preferably(wanted)).isNotEqualTo(wanted);
    assertThatThrownBy(() -> Ports.exactly(wanted, "the gateway", "--port"))
        .isInstanceOf(LocalSystemException.class)
        .hasMessageContaining("--port");
  }

  @Test
  void aPortThatSomebodyListensOnIsNotHandedOut() throws IOException {
    try (var socket = new ServerSocket(0)) {
      assertThat(Ports.preferably(socket.getLocalPort())).isNotEqualTo(socket.getLocalPort());
    }
  }

  /** Before either of them listens on it. */
  @Test
  void twoCopiesThatAreStartedAtOnceGetDifferentPorts() throws Exception {
    int free = somethingFree();
    Process other = copy(free);
    Process third = copy(free);
    try (var itsPort = other.inputReader(StandardCharsets.UTF_8);
        var thirdPort =
            new BufferedReader(
                new InputStreamReader(third.getInputStream(), StandardCharsets.UTF_8))) {
      int one = Integer.parseInt(itsPort.readLine());
      int two = Integer.parseInt(thirdPort.readLine());

      assertThat(one).isNotEqualTo(two);
      assertThat(free).as("one of them got it").isIn(one, two);
      assertThat(Ports.preferably(free)).isNotIn(one, two);
    } finally {
      other.getOutputStream().close();
      third.getOutputStream().close();
    }
    assertThat(other.waitFor()).isZero();
    assertThat(third.waitFor()).isZero();
    assertThat(Ports.preferably(free)).as("afterwards").isEqualTo(free);
  }

  private static int somethingFree() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Process copy(int wanted) throws IOException {
    return new ProcessBuilder(
            Jvm.java().toString(),
            "-cp",
            System.getProperty("java.class.path"),
            PortHolder.class.getName(),
            Integer.toString(wanted))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
