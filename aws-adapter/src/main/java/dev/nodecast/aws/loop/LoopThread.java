package dev.nodecast.aws.loop;

import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.port.Timers;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The thread of the control loop, and its time. Time stands still while one observation or alarm is handled. An alarm is
 * handled at the instant it was set for, however late the thread is, and before every observation of a later instant: what a
 * replay of the observations at their instants does by itself.
 */
public final class LoopThread implements Clock, Timers {

    private static final long IDLE_NS = TimeUnit.SECONDS.toNanos(60);

    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>(Comparator.comparingLong((Alarm a) -> a.dueNs).thenComparingLong(a -> a.number));
    private final LongSupplier wallNs;
    private final Inbox inbox;
    private final Consumer<Throwable> failed;
    private long nowNs;
    private long count;
    private volatile boolean stopping;
    private @Nullable Thread thread;

    private static final class Alarm implements Timer {
        final long dueNs;
        final long number;
        final Runnable action;
        boolean cancelled;

        Alarm(long dueNs, long number, Runnable action) {
            this.dueNs = dueNs;
            this.number = number;
            this.action = action;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    /**
     * A loop that has not begun.
     *
     * @param wallNs the time since the epoch in nanoseconds; never goes back
     * @param failed told when handling something failed; the thread ends then, since what is known may be wrong
     */
    public LoopThread(Inbox inbox, LongSupplier wallNs, Consumer<Throwable> failed) {
        this.inbox = inbox;
        this.wallNs = wallNs;
        this.failed = failed;
        this.nowNs = wallNs.getAsLong();
    }

    public synchronized void start() {
        thread = Thread.ofPlatform().name("control-loop").start(this::run);
    }

    /** Ends the thread after what it is handling now; waits for that. */
    public void stop() throws InterruptedException {
        stopping = true;
        inbox.run(() -> {});
        Thread running;
        synchronized (this) {
            running = thread;
        }
        if (running != null && running != Thread.currentThread()) {
            running.join();
        }
    }

    @Override
    public long nowNs() {
        return nowNs;
    }

    @Override
    public Instant origin() {
        return Instant.EPOCH;
    }

    @Override
    public Timer after(long delayNs, Runnable action) {
        if (delayNs < 0) {
            throw new IllegalArgumentException("alarm in " + delayNs + " ns, expected 0 or more");
        }
        Alarm alarm = new Alarm(nowNs + delayNs, count++, action);
        alarms.add(alarm);
        return alarm;
    }

    /** Takes back all alarms that are set, for a loop that begins anew. */
    public void forgetAlarms() {
        alarms.clear();
    }

    private void run() {
        try {
            while (!stopping) {
                turn();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error broken) {
            failed.accept(broken);
        }
    }

    /** Handles what is due, and then at most one letter. */
    void turn() throws InterruptedException {
        soundUntil(wallNs.getAsLong());
        Alarm next = alarms.peek();
        long waitNs = next == null ? IDLE_NS : Math.min(IDLE_NS, next.dueNs - wallNs.getAsLong());
        Runnable letter = inbox.next(waitNs);
        if (letter != null) {
            long atNs = wallNs.getAsLong();
            soundUntil(atNs);
            nowNs = Math.max(nowNs, atNs);
            letter.run();
        }
    }

    private void soundUntil(long untilNs) {
        Alarm next = alarms.peek();
        while (next != null && next.dueNs <= untilNs && !stopping) {
            alarms.poll();
            if (!next.cancelled) {
                nowNs = Math.max(nowNs, next.dueNs);
                next.action.run();
            }
            next = alarms.peek();
        }
    }
}
