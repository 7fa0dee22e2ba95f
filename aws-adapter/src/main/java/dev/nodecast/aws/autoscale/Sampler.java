package dev.nodecast.aws.autoscale;

import dev.nodecast.aws.autoscale.source.QueueSource;
import dev.nodecast.scheduler.autoscaling.keda.TriggerReading;
import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads sources again and again beside the loop's thread, which must not wait for any of them, and keeps what each said last. What
 * is older than a few intervals counts as failed: an autoscaler is not to act on a number of long ago.
 */
final class Sampler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);
    private static final TriggerReading NOT_YET = new TriggerReading.Failed("has not been read yet");
    private static final int INTERVALS_TOO_OLD = 3;
    private static final Duration SLOWEST_READ = Duration.ofSeconds(15);

    private final Map<ScaleTrigger, Followed> followed = new ConcurrentHashMap<>();
    private final Function<ScaleTrigger, QueueSource> sources;
    private final Duration interval;
    private final LongSupplier nanoTime;

    /** @param nanoTime as {@link System#nanoTime} */
    Sampler(Function<ScaleTrigger, QueueSource> sources, Duration interval, LongSupplier nanoTime) {
        this.sources = sources;
        this.interval = interval;
        this.nanoTime = nanoTime;
    }

    private record Sample(TriggerReading reading, long atNs) {}

    private final class Followed {
        final CompletableFuture<TriggerReading> first = new CompletableFuture<>();
        final ScaleTrigger trigger;
        final QueueSource source;
        final Thread thread;
        volatile @Nullable Sample last;

        Followed(ScaleTrigger trigger) {
            this.trigger = trigger;
            this.source = sources.apply(trigger);
            this.thread = Thread.ofVirtual().name("sample " + trigger.type()).unstarted(this::sampleForEver);
        }

        private void sampleForEver() {
            try {
                while (true) {
                    TriggerReading reading = read();
                    tellOfChange(reading);
                    last = new Sample(reading, nanoTime.getAsLong());
                    first.complete(reading);
                    Thread.sleep(interval);
                }
            } catch (InterruptedException notWantedAnyMore) {
                first.cancel(false);
            }
        }

        private TriggerReading read() throws InterruptedException {
            try {
                return new TriggerReading.Measured(source.readMilli());
            } catch (IOException | RuntimeException failed) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedException();
                }
                return new TriggerReading.Failed(String.valueOf(failed.getMessage()));
            }
        }

        private void tellOfChange(TriggerReading reading) {
            Sample before = last;
            boolean failedBefore = before != null && before.reading instanceof TriggerReading.Failed;
            if (reading instanceof TriggerReading.Failed(String error) && !failedBefore) {
                LOG.warn("a queue length cannot be read: {}", error);
            } else if (reading instanceof TriggerReading.Measured && failedBefore) {
                LOG.info("{} can be read again: {}", trigger.type(), trigger.metadata());
            }
        }
    }

    /**
     * Reads exactly these from now on, each once whoever asked for it.
     *
     * @throws IllegalArgumentException where one is no source; nothing has changed then
     */
    void follow(Collection<ScaleTrigger> wanted) {
        List<Followed> added = new ArrayList<>();
        for (ScaleTrigger trigger : Set.copyOf(wanted)) {
            if (!followed.containsKey(trigger)) {
                added.add(new Followed(trigger));
            }
        }
        followed.values().removeIf(each -> {
            boolean unwanted = !wanted.contains(each.trigger);
            if (unwanted) {
                each.thread.interrupt();
            }
            return unwanted;
        });
        for (Followed each : added) {
            followed.put(each.trigger, each);
            each.thread.start();
        }
    }

    /** Has something done when each of these has been read once, or could not be; on any thread, and at once where they have. */
    void afterFirst(Collection<ScaleTrigger> triggers, Runnable action) {
        List<CompletableFuture<?>> firsts = new ArrayList<>();
        for (ScaleTrigger trigger : triggers) {
            Followed each = followed.get(trigger);
            if (each != null) {
                firsts.add(each.first);
            }
        }
        var _ = CompletableFuture.allOf(firsts.toArray(CompletableFuture<?>[]::new))
                .whenComplete((_, _) -> action.run());
    }

    /** What the source said last; does not wait. */
    TriggerReading latest(ScaleTrigger trigger) {
        Followed each = followed.get(trigger);
        Sample sample = each == null ? null : each.last;
        if (sample == null) {
            return NOT_YET;
        }
        Duration oldest = interval.multipliedBy(INTERVALS_TOO_OLD).plus(SLOWEST_READ);
        return nanoTime.getAsLong() - sample.atNs > oldest.toNanos()
                ? new TriggerReading.Failed("has not answered for more than " + oldest.toSeconds() + " s")
                : sample.reading;
    }

    @Override
    public void close() {
        follow(List.of());
    }
}
