package dev.nodecast.sim.world.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Ten seconds of work, two of saving, and so on. */
class CheckpointsTest {

    private final Checkpoints checkpoints = new Checkpoints(10, 2);

    @Test
    void savesTakeTheirTimeAndTheEndOfAJobNeedsNone() {
        assertThat(checkpoints.durationNs(10)).isEqualTo(10);
        assertThat(checkpoints.durationNs(11)).isEqualTo(13);
        assertThat(checkpoints.durationNs(30)).isEqualTo(34);
        assertThat(new Checkpoints(0, 2).durationNs(30)).isEqualTo(30);
    }

    @Test
    void whatIsSavedIsSafeOnceItsSaveIsDone() {
        assertThat(checkpoints.savedNs(11)).isZero();
        assertThat(checkpoints.savedNs(12)).isEqualTo(10);
        assertThat(checkpoints.workedNs(11)).isEqualTo(10);
        assertThat(checkpoints.workedNs(15)).isEqualTo(13);
        assertThat(checkpoints.workedNs(-1)).isZero();
    }

    @Property
    void afterItsWholeTimeAllWorkIsDone(
            @ForAll @LongRange(min = 1, max = 100_000) long work,
            @ForAll @LongRange(min = 0, max = 500) long interval,
            @ForAll @LongRange(min = 0, max = 500) long cost) {
        Checkpoints rhythm = new Checkpoints(interval, cost);
        assertThat(rhythm.workedNs(rhythm.durationNs(work))).isEqualTo(work);
        assertThat(rhythm.savedNs(rhythm.durationNs(work))).isLessThanOrEqualTo(work);
    }
}
