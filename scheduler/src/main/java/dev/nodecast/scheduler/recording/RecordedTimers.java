package dev.nodecast.scheduler.recording;

import dev.nodecast.scheduler.port.Timers;

/** Alarms that are numbered in the order in which they are set; each that goes off is a turn of its own. */
final class RecordedTimers implements Timers {

    private final Timers world;
    private final Turns turns;
    private long set;

    RecordedTimers(Timers world, Turns turns) {
        this.world = world;
        this.turns = turns;
    }

    @Override
    public Timers.Timer after(long delayNs, Runnable action) {
        Alarm alarm = new Alarm(set++, turns.nowNs() + delayNs, action);
        Timers.Timer inWorld = world.after(delayNs, () -> goOff(alarm));
        return () -> {
            alarm.cancelled = true;
            inWorld.cancel();
        };
    }

    /** A world may have put a cancelled alarm into its queue already. */
    private void goOff(Alarm alarm) {
        if (alarm.cancelled) {
            return;
        }
        turns.run(new Cause.AlarmWentOff(alarm.number, alarm.dueNs), () -> {
            alarm.action.run();
            return alarm;
        });
    }

    private static final class Alarm {
        final long number;
        final long dueNs;
        final Runnable action;
        boolean cancelled;

        Alarm(long number, long dueNs, Runnable action) {
            this.number = number;
            this.dueNs = dueNs;
            this.action = action;
        }
    }
}
