package io.sugang.benchmark.workload;

/** What the clients do; written on the command line as it is here. */
public enum Profile {
  /** Everybody wants the same section. */
  hot,
  /** Everybody wants six sections, some much more wanted than others. */
  campus,
  /** Everybody looks at the same section again and again. */
  poll
}
