package dev.nodecast.aws.ec2;

import dev.nodecast.aws.ec2.interruption.Counts;
import dev.nodecast.scheduler.port.Observation.Interruption.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** Counts the queue's messages under the names of Karpenter's metrics ({@code pkg/controllers/interruption/metrics.go}). */
final class MeteredQueue implements Counts {

    private static final String PREFIX = "karpenter_interruption_";

    private final MeterRegistry meters;

    MeteredQueue(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void received(Kind kind, Duration latency) {
        count(type(kind));
        meters.timer(PREFIX + "message_queue_duration").record(latency.isNegative() ? Duration.ZERO : latency);
    }

    @Override
    public void irrelevant() {
        count("no_op");
    }

    @Override
    public void unreadable() {
        count("unreadable");
    }

    @Override
    public void deleted(int messages) {
        meters.counter(PREFIX + "deleted_messages").increment(messages);
    }

    private void count(String type) {
        meters.counter(PREFIX + "received_messages", "message_type", type).increment();
    }

    private static String type(Kind kind) {
        return switch (kind) {
            case SPOT_INTERRUPTION -> "spot_interrupted";
            case REBALANCE_RECOMMENDATION -> "rebalance_recommendation";
            case SCHEDULED_CHANGE -> "scheduled_change";
            case INSTANCE_STOPPING -> "instance_stopped";
            case INSTANCE_TERMINATING -> "instance_terminated";
        };
    }
}
