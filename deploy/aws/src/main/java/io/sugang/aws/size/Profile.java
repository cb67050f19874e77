package io.sugang.aws.size;

/** What the services run on. Everything around them is the same. */
public enum Profile {
  /** Containers, on machines that are AWS's. */
  FARGATE,
  /** Machines of one's own, an Auto Scaling group for each service. */
  EC2
}
