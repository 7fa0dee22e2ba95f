package dev.nodecast.aws.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.scheduler.port.Timers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Time and order on the loop's thread, on a clock that the test moves. */
class LoopThreadTest {

    private final AtomicLong wall = new AtomicLong(1_000);
    private final List<String> heard = new ArrayList<>();
    private final Inbox inbox = new Inbox(o -> heard.add(o.getClass().getSimpleName() + " at " + now()));
    private final LoopThread loop = new LoopThread(inbox, wall::get, _ -> {});

    private long now() {
        return loop.nowNs();
    }

    private void see() {
        inbox.accept(new Observation.PodGone(new ObjectKey("default", "p")));
    }

    @Test
    void anAlarmIsHandledAtTheInstantItWasSetForHoweverLateTheThreadIs() throws InterruptedException {
        loop.after(50, () -> heard.add("alarm at " + now()));
        wall.set(9_000);
        see();
        loop.turn();
        assertThat(heard).containsExactly("alarm at 1050", "PodGone at 9000");
    }

    @Test
    void whatAnAlarmSetsIsHandledBeforeALaterObservationToo() throws InterruptedException {
        loop.after(50, () -> loop.after(10, () -> heard.add("second at " + now())));
        wall.set(2_000);
        see();
        loop.turn();
        assertThat(heard).containsExactly("second at 1060", "PodGone at 2000");
    }

    @Test
    void timeStandsStillWhileAnObservationIsHandled() throws InterruptedException {
        Inbox own = new Inbox(_ -> {});
        LoopThread slow = new LoopThread(own, wall::get, _ -> {});
        List<Long> times = new ArrayList<>();
        own.run(() -> {
            times.add(slow.nowNs());
            wall.addAndGet(500);
            times.add(slow.nowNs());
        });
        slow.turn();
        assertThat(times).containsExactly(1_000L, 1_000L);
    }

    @Test
    void alarmsOfOneInstantGoOffInTheOrderTheyWereSetAndCancelledOnesDoNot() throws InterruptedException {
        loop.after(5, () -> heard.add("first"));
        Timers.Timer cancelled = loop.after(5, () -> heard.add("never"));
        loop.after(5, () -> heard.add("last"));
        cancelled.cancel();
        wall.set(1_005);
        see();
        loop.turn();
        assertThat(heard).containsExactly("first", "last", "PodGone at 1005");
    }

    @Test
    void aThreadThatFailsSaysSoAndEnds() throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        Inbox own = new Inbox(_ -> {
            throw new IllegalStateException("broken");
        });
        LoopThread breaking = new LoopThread(own, new WallClock(), _ -> told.countDown());
        own.accept(new Observation.PodGone(new ObjectKey("default", "p")));
        breaking.start();
        assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
        breaking.stop();
    }
}
