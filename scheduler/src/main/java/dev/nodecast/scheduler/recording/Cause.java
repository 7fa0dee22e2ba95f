package dev.nodecast.scheduler.recording;

import dev.nodecast.scheduler.port.Observation;

/** Why the loop was called. */
public sealed interface Cause {

    /** The loop is made. */
    record Made() implements Cause {}

    /** The loop is told to begin what runs by the clock; it may have observed something before. */
    record Started() implements Cause {}

    /** Something was observed. */
    record Observed(Observation observation) implements Cause {}

    /**
     * An alarm went off.
     *
     * @param number how many alarms had been set before it since the loop began
     * @param dueNs when it was to go off; a live world is a little late
     */
    record AlarmWentOff(long number, long dueNs) implements Cause {}

    /** Somebody asked what Karpenter would write as conditions; that asks the cloud for prices. */
    record ConditionsAsked() implements Cause {}
}
