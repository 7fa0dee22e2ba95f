package dev.nodecast.aws.ec2.interruption;

import dev.nodecast.scheduler.port.Observation.Interruption.Kind;
import java.time.Duration;

/** What is counted of the queue. */
public interface Counts {

    /** Counts nothing. */
    Counts NONE = new Counts() {};

    /** A warning came, so long after it was sent. */
    default void received(Kind kind, Duration latency) {}

    /** A message about which nothing is done. */
    default void irrelevant() {}

    /** A message that could not be read. */
    default void unreadable() {}

    /** So many messages were deleted. */
    default void deleted(int messages) {}
}
