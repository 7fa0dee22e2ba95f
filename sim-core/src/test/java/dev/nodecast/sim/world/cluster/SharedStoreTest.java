package dev.nodecast.sim.world.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nodecast.sim.engine.Simulation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A file system that gives 100 bytes a second. */
class SharedStoreTest {

    private final Simulation simulation = new Simulation();
    private final SharedStore store = new SharedStore(simulation, 100);
    private final List<Double> doneS = new ArrayList<>();

    private SharedStore.Load read(double bytes, double rateMax) {
        return store.begin(bytes, rateMax, () -> doneS.add(simulation.now() / 1e9));
    }

    private void at(double seconds, Runnable action) {
        simulation.scheduleAt((long) (seconds * 1e9), action);
    }

    private void expectDone(double... seconds) {
        simulation.run();
        assertThat(doneS).hasSize(seconds.length);
        for (int i = 0; i < seconds.length; i++) {
            assertThat(doneS.get(i)).isCloseTo(seconds[i], within(1e-6));
        }
    }

    @Test
    void oneReaderIsLimitedByItsClient() {
        read(300, 60);
        expectDone(5);
    }

    @Test
    void readersShareWhatThereIs() {
        read(100, 100);
        read(100, 100);
        expectDone(2, 2);
    }

    @Test
    void whatASlowClientCannotUseTheOthersGet() {
        read(100, 20); // 20 a second
        read(400, 100); // 80 a second, for 5 s
        expectDone(5, 5);
    }

    @Test
    void whoeverComesSlowsTheOthersAndWhoeverGoesLeavesItsShare() {
        read(150, 100); // alone for a second: 50 left, at 50 a second from then on
        at(1, () -> read(200, 100)); // 50 by the second second, the other 150 alone
        expectDone(2, 3.5);
    }

    @Test
    void aReaderThatIsEndedTakesNothingMore() {
        read(150, 100);
        SharedStore.Load other = read(1000, 100);
        at(1, () -> store.cancel(other)); // 50 each by then
        expectDone(2);
    }
}
