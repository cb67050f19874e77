package io.sugang.aws.machine;

import io.sugang.aws.size.Size;
import java.util.List;

/**
 * Instance types that can do what a task of a fleet does: as many cores, and besides its memory
 * room for the operating system. The first is wanted; the others are as good when it is not to be
 * had. All are Graviton.
 *
 * @param types in order of preference
 */
record MachineType(List<String> types) {

  static MachineType of(Size.Fleet fleet) {
    if (fleet.memoryMib() <= 512) {
      return new MachineType(List.of("t4g.micro"));
    }
    if (fleet.memoryMib() <= 1024 && fleet.cpu() <= 512) {
      return new MachineType(List.of("t4g.small"));
    }
    if (fleet.memoryMib() <= 2048) {
      return new MachineType(List.of("c7g.large", "c8g.large", "m7g.large", "c6g.large"));
    }
    return new MachineType(List.of("c7g.xlarge", "c8g.xlarge", "m7g.xlarge", "c6g.xlarge"));
  }
}
