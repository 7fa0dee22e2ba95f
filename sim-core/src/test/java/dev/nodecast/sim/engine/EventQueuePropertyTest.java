package dev.nodecast.sim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The queue against a sorted set that does the same, over random operations, with few times so that ties abound. */
class EventQueuePropertyTest {

    private record Expected(long timeNs, int priority, long number, long handle) {}

    private static final Comparator<Expected> ORDER = Comparator.comparingLong(Expected::timeNs)
            .thenComparingInt(Expected::priority)
            .thenComparingLong(Expected::number);

    private final EventQueue queue = new EventQueue();
    private final TreeSet<Expected> reference = new TreeSet<>(ORDER);
    private final List<Long> handlesEverGiven = new ArrayList<>();
    private long added;
    private long dispatched = -1;

    @Property(tries = 300)
    void eventsComeOutAsASortedSetWouldGiveThem(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 2_000) int operations,
            @ForAll @IntRange(min = 1, max = 1_000) int distinctTimes,
            @ForAll @IntRange(min = 0, max = 60) int cancelPercent) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int operation = 0; operation < operations; operation++) {
            int choice = random.nextInt(100);
            if (choice < cancelPercent && !handlesEverGiven.isEmpty()) {
                cancelAny(random);
            } else if (choice % 3 == 0 && !reference.isEmpty()) {
                dispatch(() -> addSome(random, distinctTimes));
            } else {
                add(random, distinctTimes);
            }
            assertThat(queue.size()).isEqualTo(reference.size());
        }
        while (!reference.isEmpty()) {
            dispatch(() -> {});
        }
        assertThat(queue.isEmpty()).isTrue();
    }

    private void addSome(SplittableRandom random, int distinctTimes) {
        for (int i = random.nextInt(3); i > 0; i--) {
            add(random, distinctTimes);
        }
        if (random.nextInt(4) == 0) {
            cancelAny(random);
        }
    }

    private void add(SplittableRandom random, int distinctTimes) {
        long timeNs = random.nextInt(distinctTimes);
        int priority = random.nextInt(5) == 0 ? random.nextInt(-128, 128) : 0;
        long number = added++;
        long handle = queue.add(timeNs, priority, (kind, payload) -> dispatched = payload, 0, number);
        assertThat(handle).isNotEqualTo(EventQueue.NO_EVENT);
        reference.add(new Expected(timeNs, priority, number, handle));
        handlesEverGiven.add(handle);
    }

    private void cancelAny(SplittableRandom random) {
        long handle = handlesEverGiven.get(random.nextInt(handlesEverGiven.size()));
        boolean expected = reference.removeIf(event -> event.handle() == handle);
        assertThat(queue.isPending(handle)).isEqualTo(expected);
        assertThat(queue.cancel(handle)).isEqualTo(expected);
        assertThat(queue.isPending(handle)).isFalse();
    }

    private void dispatch(Runnable duringTheNextOperations) {
        Expected first = reference.pollFirst();
        assertThat(queue.nextTimeNs()).isEqualTo(first.timeNs());
        queue.dispatchNext();
        assertThat(dispatched).isEqualTo(first.number());
        assertThat(queue.isPending(first.handle())).isFalse();
        duringTheNextOperations.run();
    }
}
