package dev.nodecast.sim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationTest {

    private final Simulation simulation = new Simulation();
    private final List<String> log = new ArrayList<>();

    @Test
    void theClockReadsEachEventsTime() {
        simulation.schedule(20, () -> note("b"));
        simulation.schedule(10, () -> {
            note("a");
            simulation.schedule(15, () -> note("c"));
        });

        simulation.run();

        assertThat(log).containsExactly("10 a", "20 b", "25 c");
        assertThat(simulation.eventsHandled()).isEqualTo(3);
        assertThat(simulation.eventsPending()).isZero();
    }

    @Test
    void anEventScheduledForNowHappensAfterThoseAlreadyScheduledForNow() {
        simulation.schedule(10, () -> {
            note("first");
            simulation.schedule(0, () -> note("third"));
        });
        simulation.schedule(10, () -> note("second"));
        simulation.scheduleAt(10, -1, () -> note("urgent"));

        simulation.run();

        assertThat(log).containsExactly("10 urgent", "10 first", "10 second", "10 third");
    }

    @Test
    void theHandlerGetsKindAndPayload() {
        simulation.schedule(1, (kind, payload) -> note(kind + "/" + payload), -3, Long.MIN_VALUE);
        simulation.scheduleAt(2, (kind, payload) -> note(kind + "/" + payload), Integer.MAX_VALUE, 7);

        simulation.run();

        assertThat(log).containsExactly("1 -3/" + Long.MIN_VALUE, "2 " + Integer.MAX_VALUE + "/7");
    }

    @Test
    void aCancelledEventDoesNotHappen() {
        long handle = simulation.schedule(10, () -> note("cancelled"));
        simulation.schedule(5, () -> assertThat(simulation.cancel(handle)).isTrue());

        simulation.run();

        assertThat(log).isEmpty();
        assertThat(simulation.now()).isEqualTo(5);
        assertThat(simulation.cancel(handle)).isFalse();
    }

    @Test
    void schedulingIntoThePastIsAnErrorThatNamesBothTimes() {
        simulation.runUntil(9);

        assertThatThrownBy(() -> simulation.scheduleAt(5, () -> note("never")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "cannot schedule an event at 5 ns: the clock already reads 9 ns; schedule at now() or later");
        assertThatThrownBy(() -> simulation.schedule(-1, () -> note("never")))
                .hasMessage("cannot schedule an event -1 ns from now: a delay must not be negative");
        assertThatThrownBy(() -> simulation.runUntil(8))
                .hasMessage("cannot run until 8 ns: the clock already reads 9 ns");
    }

    @Test
    void aDelayBeyondTheClocksRangeIsAnErrorAndNotAnEarlyEvent() {
        simulation.runUntil(10);

        assertThatThrownBy(() -> simulation.schedule(Long.MAX_VALUE, () -> note("never")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the clock ends at 2^63-1 ns");
    }

    @Test
    void runUntilHandlesTheEventsOfThatTimeAndSetsTheClock() {
        simulation.schedule(10, () -> note("at"));
        simulation.schedule(11, () -> note("after"));

        simulation.runUntil(10);
        assertThat(log).containsExactly("10 at");
        simulation.runUntil(10);
        assertThat(simulation.now()).isEqualTo(10);

        simulation.runUntil(100);
        assertThat(log).containsExactly("10 at", "11 after");
        assertThat(simulation.now()).isEqualTo(100);
    }

    @Test
    void stopEndsTheRunAfterThePresentEvent() {
        simulation.schedule(10, () -> {
            simulation.stop();
            note("stopped");
        });
        simulation.schedule(20, () -> note("later"));

        simulation.runUntil(30);
        assertThat(simulation.now()).isEqualTo(10);
        assertThat(log).containsExactly("10 stopped");

        simulation.run();
        assertThat(log).containsExactly("10 stopped", "20 later");
    }

    @Test
    void runUntilAConditionSaysWhetherItWasReached() {
        simulation.timer(() -> note("tick")).startEvery(10);

        assertThat(simulation.runUntil(() -> log.size() == 3)).isTrue();
        assertThat(simulation.now()).isEqualTo(30);
        assertThat(new Simulation().runUntil(() -> false)).isFalse();
    }

    @Test
    void twoActorsThatKeepWakingEachOtherAreFound() {
        Simulation guarded = new Simulation(new SimulationLimits(1_000_000, 100));
        guarded.schedule(7, () -> wakeAgain(guarded));

        assertThatThrownBy(guarded::run)
                .isInstanceOf(RunawaySimulationException.class)
                .hasMessage("100 events have happened without the clock moving, the limit; the clock reads 7 ns and"
                        + " 1 events are pending. Look for a handler that schedules itself without delay, or raise the"
                        + " limit");
    }

    @Test
    void aRunOfTooManyEventsIsFound() {
        Simulation guarded = new Simulation(new SimulationLimits(50, 10));
        guarded.timer(() -> {}).startEvery(1);

        assertThatThrownBy(guarded::run).isInstanceOfSatisfying(RunawaySimulationException.class, runaway -> {
            assertThat(runaway.eventsHandled()).isEqualTo(50);
            assertThat(runaway.timeNs()).isEqualTo(51);
        });
    }

    @Test
    void whatAHandlerThrowsReachesTheCallerAndTheRunCanGoOn() {
        IllegalStateException broken = new IllegalStateException("broken");
        simulation.schedule(10, () -> {
            throw broken;
        });
        simulation.schedule(20, () -> note("next"));

        assertThatThrownBy(simulation::run).isSameAs(broken);
        simulation.run();

        assertThat(log).containsExactly("20 next");
    }

    private void wakeAgain(Simulation guarded) {
        guarded.schedule(0, () -> wakeAgain(guarded));
    }

    private void note(String what) {
        log.add(simulation.now() + " " + what);
    }
}
