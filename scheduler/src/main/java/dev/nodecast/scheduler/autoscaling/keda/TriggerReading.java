package dev.nodecast.scheduler.autoscaling.keda;

/** What a scaler got when it read a trigger. */
public sealed interface TriggerReading {

    /** The reading of a cpu or memory trigger, which KEDA does not read itself. */
    TriggerReading NONE = new Unread();

    /** A value in milli-units; the trigger is active above its activation threshold. */
    record Measured(long valueMilli) implements TriggerReading {}

    /** A value of a schedule such as cron, which itself knows whether it is active. */
    record Scheduled(long valueMilli, boolean active) implements TriggerReading {}

    /** The source could not be read. */
    record Failed(String error) implements TriggerReading {}

    /** Not read. */
    record Unread() implements TriggerReading {}
}
