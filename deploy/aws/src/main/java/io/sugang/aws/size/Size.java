package io.sugang.aws.size;

/**
 * How large an installation is, by one setting. Each step adds what the one before lacks; {@code
 * deploy/docs/sizes.md} says why, and what it costs.
 */
@SuppressWarnings("ImmutableEnumChecker")
public enum Size {
  /** Up to a hundred users: one of everything, for trying out and for staging. */
  SOLO(
      new Network(1, false),
      new Database("t4g.medium", 0, 0),
      new LineStore("cache.t4g.micro", 0),
      new Fleet(512, 2048, 1, 2),
      new Fleet(256, 1024, 1, 2),
      new Fleet(256, 1024, 1, 2),
      new Fleet(256, 512, 1, 2),
      new Extras(false, false, false, false)),
  /** Thousands of users: what fails in one availability zone is there in another. */
  CAMPUS(
      new Network(2, true),
      new Database("r7g.large", 1, 4),
      new LineStore("cache.m7g.large", 1),
      new Fleet(1024, 2048, 2, 8),
      new Fleet(512, 1024, 2, 6),
      new Fleet(512, 1024, 2, 12),
      new Fleet(256, 1024, 1, 4),
      new Extras(false, true, true, false)),
  /**
   * Tens of thousands in one second: readers, replicas, a CDN and capacity that is there before.
   */
  RUSH(
      new Network(3, true),
      new Database("r7g.2xlarge", 1, 15),
      new LineStore("cache.m7g.xlarge", 2),
      new Fleet(2048, 4096, 3, 40),
      new Fleet(1024, 2048, 3, 20),
      new Fleet(1024, 2048, 3, 60),
      new Fleet(512, 1024, 1, 10),
      new Extras(true, true, true, false)),
  /** Millions, with a second region that stands by. */
  NATIONAL(
      new Network(3, true),
      new Database("r7g.8xlarge", 1, 15),
      new LineStore("cache.r7g.2xlarge", 2),
      new Fleet(2048, 4096, 6, 200),
      new Fleet(1024, 2048, 6, 60),
      new Fleet(2048, 4096, 6, 120),
      new Fleet(1024, 2048, 2, 20),
      new Extras(true, true, true, true));

  private final Network network;
  private final Database database;
  private final LineStore lineStore;
  private final Fleet gateways;
  private final Fleet enrollmentServices;
  private final Fleet workers;
  private final Fleet notifiers;
  private final Extras extras;

  /**
   * The network.
   *
   * @param natGateways ways out to the internet; fewer than zones means that a zone's failure may
   *     take others' way out with it
   * @param endpoints whether AWS's services are reached without leaving the network
   */
  public record Network(int natGateways, boolean endpoints) {}

  /**
   * The database cluster.
   *
   * @param instance type of every instance, without {@code db.}
   * @param readers that are always there; none: the reader endpoint leads to the writer
   * @param mostReaders up to which readers are added under load; 0 to {@code readers}: never
   */
  public record Database(String instance, int readers, int mostReaders) {}

  /**
   * The Redis that holds the lines.
   *
   * @param replicas that stand by; with one or more a failed primary is replaced by itself
   */
  public record LineStore(String node, int replicas) {}

  /**
   * The tasks of one service.
   *
   * @param cpu of one task, in 1/1024 of a core
   * @param memoryMib of one task
   * @param least how many there always are, 1 or more
   * @param most how many there are under load
   */
  public record Fleet(int cpu, int memoryMib, int least, int most) {

    /**
     * The part of the memory that is the heap, in MiB; the rest is the JVM's own and buffers'.
     *
     * @param besidesMib what others in the task take
     */
    public int heapMib(int besidesMib) {
      return (memoryMib - besidesMib) * 6 / 10;
    }
  }

  /**
   * What larger installations have besides.
   *
   * @param cdn whether a CDN stands before the load balancer
   * @param spot whether what comes on top of the least workers and notifiers may be taken away
   * @param traces whether calls are traced with X-Ray, by a collector beside each service
   * @param secondRegion whether a second region stands by with a copy of what is kept
   */
  public record Extras(boolean cdn, boolean spot, boolean traces, boolean secondRegion) {}

  Size(
      Network network,
      Database database,
      LineStore lineStore,
      Fleet gateways,
      Fleet enrollmentServices,
      Fleet workers,
      Fleet notifiers,
      Extras extras) {
    this.network = network;
    this.database = database;
    this.lineStore = lineStore;
    this.gateways = gateways;
    this.enrollmentServices = enrollmentServices;
    this.workers = workers;
    this.notifiers = notifiers;
    this.extras = extras;
  }

  public Network network() {
    return network;
  }

  public Database database() {
    return database;
  }

  public LineStore lineStore() {
    return lineStore;
  }

  public Fleet gateways() {
    return gateways;
  }

  public Fleet enrollmentServices() {
    return enrollmentServices;
  }

  public Fleet workers() {
    return workers;
  }

  public Fleet notifiers() {
    return notifiers;
  }

  public Extras extras() {
    return extras;
  }
}
