package dev.nodecast.sim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class EventQueueTest {

    private final EventQueue queue = new EventQueue();
    private final List<Long> happened = new ArrayList<>();
    private final EventHandler record = (kind, payload) -> happened.add(payload);

    @Test
    void eventsOfOneTimeHappenByPriorityAndThenInTheOrderTheyWereAdded() {
        queue.add(10, 0, record, 0, 1);
        queue.add(10, 0, record, 0, 2);
        queue.add(10, -128, record, 0, 3);
        queue.add(10, 127, record, 0, 4);
        queue.add(5, 127, record, 0, 5);
        queue.add(10, 0, record, 0, 6);

        drain();

        assertThat(happened).containsExactly(5L, 3L, 1L, 2L, 6L, 4L);
    }

    @Test
    void aStaleHandleDoesNotCancelTheEventThatTookOverItsSlot() {
        long first = queue.add(1, 0, record, 0, 1);
        queue.dispatchNext();
        long second = queue.add(2, 0, record, 0, 2);

        assertThat(queue.cancel(first)).isFalse();
        assertThat(queue.isPending(second)).isTrue();
        assertThat(EventSlots.slotOf(first)).as("the slot is used again").isEqualTo(EventSlots.slotOf(second));
    }

    @Test
    void noEventIsNeverPending() {
        queue.add(1, 0, record, 0, 1);

        assertThat(queue.isPending(EventQueue.NO_EVENT)).isFalse();
        assertThat(queue.cancel(EventQueue.NO_EVENT)).isFalse();
        assertThat(queue.isPending(-1)).isFalse();
    }

    @Test
    void aCancelledEventStillHoldsItsPlaceAmongTies() {
        // A cancelled event that lost its order would let a later, more urgent event get stuck below it.
        for (int i = 0; i < 20; i++) {
            long handle = queue.add(10, 0, record, 0, 100 + i);
            if (i % 2 == 1) {
                queue.cancel(handle);
            }
        }
        queue.add(10, -1, record, 0, 1);

        queue.dispatchNext();

        assertThat(happened).containsExactly(1L);
    }

    @Test
    void cancellingNearlyAllOfManyEventsLeavesTheOthersInOrder() {
        List<Long> handles = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            handles.add(queue.add(10_000 - i, 0, record, 0, 10_000 - i));
        }
        for (int i = 0; i < 10_000; i++) {
            if (i % 1_000 != 0) {
                queue.cancel(handles.get(i));
            }
        }

        assertThat(queue.size()).isEqualTo(10);
        drain();

        assertThat(happened)
                .containsExactly(1_000L, 2_000L, 3_000L, 4_000L, 5_000L, 6_000L, 7_000L, 8_000L, 9_000L, 10_000L);
    }

    @Test
    void anEventMayCancelAllOthersFromItsHandler() {
        List<Long> handles = new ArrayList<>();
        queue.add(0, 0, (kind, payload) -> handles.forEach(queue::cancel), 0, 0);
        for (int i = 1; i < 1_000; i++) {
            handles.add(queue.add(i, 0, record, 0, i));
        }

        queue.dispatchNext();

        assertThat(queue.isEmpty()).isTrue();
        assertThatThrownBy(queue::nextTimeNs).isInstanceOf(NoSuchElementException.class);
        queue.add(7, 0, record, 0, 7);
        drain();
        assertThat(happened).containsExactly(7L);
    }

    @Test
    void anEmptyQueueSaysSo() {
        assertThatThrownBy(queue::dispatchNext)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("no event is pending; ask isEmpty() first");
    }

    @Test
    void aPriorityOrTimeOutOfRangeIsRefused() {
        assertThatThrownBy(() -> queue.add(5, 128, record, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "an event needs a time of at least 0 ns and a priority in -128..127, but got 5 ns and priority 128");
        assertThatThrownBy(() -> queue.add(-1, 0, record, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(queue.isEmpty()).isTrue();
    }

    private void drain() {
        while (!queue.isEmpty()) {
            queue.dispatchNext();
        }
    }
}
