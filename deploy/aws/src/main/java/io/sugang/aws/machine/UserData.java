package io.sugang.aws.machine;

import io.sugang.aws.service.Service;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a machine does when it comes up: it learns the service's variables and where its secrets
 * are, starts it, and tells CloudFormation whether it became ready.
 */
final class UserData {

  private UserData() {}

  /**
   * The script.
   *
   * @param values plain variables
   * @param secrets variables by the ARN of their secret
   * @param besides what else the machine needs, as commands
   * @param signal tells how it went; the exit code is in {@code $code}
   */
  static String script(
      Service service,
      Map<String, String> values,
      Map<String, String> secrets,
      String besides,
      String signal) {
    String module = service.module();
    return """
        #!/bin/bash
        set -uo pipefail
        umask 077
        cat >/etc/sugang/%1$s.env <<'VALUES'
        %2$s
        VALUES
        cat >/etc/sugang/%1$s.secrets <<'SECRETS'
        %3$s
        SECRETS
        %4$s/opt/sugang/machine/start %1$s %5$d
        code=$?
        %6$s
        """
        .formatted(
            module, lines(values), lines(secrets), besides, service.managementPort(), signal);
  }

  private static String lines(Map<String, String> variables) {
    return variables.entrySet().stream()
        .map(variable -> variable.getKey() + "=" + variable.getValue())
        .collect(Collectors.joining("\n"));
  }
}
