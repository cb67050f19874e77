package io.sugang.aws.service;

import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.logs.LogGroup;

/** The services as operators see them, whatever they run on. */
public interface Fleets {

  /** How busy a service's processors are on the average, in percent. */
  IMetric cpu(Service service);

  /** How many of a service run. */
  IMetric running(Service service);

  /** Where a service's log lines go. */
  LogGroup log(Service service);
}
