package dev.nodecast.sim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimerTest {

    private final Simulation simulation = new Simulation();
    private final List<Long> expiries = new ArrayList<>();
    private final Timer timer = simulation.timer(() -> expiries.add(simulation.now()));

    @Test
    void aTimerExpiresOnce() {
        timer.start(10);
        assertThat(timer.isPending()).isTrue();
        assertThat(timer.dueNs()).isEqualTo(10);

        simulation.run();

        assertThat(expiries).containsExactly(10L);
        assertThat(timer.isPending()).isFalse();
    }

    @Test
    void startingItAnewMovesTheExpiry() {
        timer.start(10);
        simulation.schedule(5, () -> timer.start(10));

        simulation.run();

        assertThat(expiries).containsExactly(15L);
    }

    @Test
    void aCancelledTimerDoesNotExpire() {
        timer.start(10);

        assertThat(timer.cancel()).isTrue();
        assertThat(timer.cancel()).isFalse();
        simulation.run();

        assertThat(expiries).isEmpty();
    }

    @Test
    void aPeriodicTimerExpiresUntilItIsCancelled() {
        timer.startEvery(10);
        simulation.schedule(35, timer::cancel);

        simulation.runUntil(100);

        assertThat(expiries).containsExactly(10L, 20L, 30L);
    }

    @Test
    void aPeriodicTimerCanStopItselfFromItsAction() {
        Timer[] own = new Timer[1];
        own[0] = simulation.timer(() -> {
            expiries.add(simulation.now());
            if (expiries.size() == 2) {
                own[0].cancel();
            }
        });
        own[0].startEvery(10);

        simulation.run();

        assertThat(expiries).containsExactly(10L, 20L);
    }

    @Test
    void misuseIsRefused() {
        assertThatThrownBy(() -> timer.startEvery(0)).hasMessage("a timer's period must be positive, but was 0 ns");
        assertThatThrownBy(timer::dueNs).hasMessage("the timer is not running; ask isPending() first");
    }
}
