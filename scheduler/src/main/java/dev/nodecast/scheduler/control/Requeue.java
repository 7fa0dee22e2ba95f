package dev.nodecast.scheduler.control;

import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.port.Timers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks at objects again and again, each a fixed time after it was last looked at, until they are of no concern any more
 * (a controller's {@code RequeueAfter}).
 */
final class Requeue<K> {

    private final Map<K, Long> lookedAtNs = new LinkedHashMap<>();
    private final long delayNs;
    private final Predicate<K> concerns;
    private final Consumer<List<K>> lookAgain;
    private final Clock clock;
    private final Timers timers;
    private Timers.@Nullable Timer alarm;

    /** @param concerns whether an object is to be looked at again */
    Requeue(long delayNs, Predicate<K> concerns, Consumer<List<K>> lookAgain, Clock clock, Timers timers) {
        this.delayNs = delayNs;
        this.concerns = concerns;
        this.lookAgain = lookAgain;
        this.clock = clock;
        this.timers = timers;
    }

    /** The object has just been looked at. */
    void lookedAt(K key) {
        lookedAtNs.remove(key);
        lookedAtNs.put(key, clock.nowNs());
        if (alarm == null) {
            alarm = timers.after(delayNs, this::due);
        }
    }

    /** The oldest come first in the map, so that only those that are due are touched. */
    private void due() {
        long nowNs = clock.nowNs();
        List<K> again = new ArrayList<>();
        Iterator<Map.Entry<K, Long>> oldest = lookedAtNs.entrySet().iterator();
        long nextNs = Long.MAX_VALUE;
        while (oldest.hasNext() && nextNs == Long.MAX_VALUE) {
            Map.Entry<K, Long> entry = oldest.next();
            if (entry.getValue() + delayNs > nowNs) {
                nextNs = entry.getValue() + delayNs;
            } else {
                oldest.remove();
                again.add(entry.getKey());
            }
        }
        again.removeIf(concerns.negate());
        alarm = nextNs == Long.MAX_VALUE ? null : timers.after(nextNs - nowNs, this::due);
        again.forEach(this::lookedAt);
        if (!again.isEmpty()) {
            lookAgain.accept(again);
        }
    }
}
