package dev.nodecast.aws.ec2.interruption;

import dev.nodecast.scheduler.port.Observation.Interruption.Kind;
import java.time.Instant;
import java.util.List;

/** A message of the queue. */
sealed interface Message {

    /**
     * The cloud says something of instances.
     *
     * @param sent when EventBridge took it up
     */
    record Warning(Kind kind, List<String> instanceIds, Instant sent) implements Message {
        public Warning {
            instanceIds = List.copyOf(instanceIds);
        }
    }

    /** An event that nothing is done about, such as an instance that now runs. */
    record Irrelevant(String what) implements Message {}

    /** A text that is no event, or an event that lacks what it must say. */
    record Unreadable(String why) implements Message {}
}
