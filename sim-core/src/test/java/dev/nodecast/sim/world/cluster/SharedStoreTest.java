package dev.nodecast.sim.world.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.world.spec.FileSystem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A file system that gives 100 bytes a second. */
class SharedStoreTest {

    private final Simulation simulation = new Simulation();
    private final SharedStore store = new SharedStore(simulation, FileSystem.throughput(100));
    private final List<Double> doneS = new ArrayList<>();

    private SharedStore.Load read(double bytes, double rateMax) {
        return store.read(bytes, rateMax, () -> doneS.add(simulation.now() / 1e9));
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

    @Test
    void efsBurstsFromItsCreditsAndThenFallsToItsBaseline() {
        double mib = 1 << 20;
        // 200 GiB stored: 9.77 MiB/s, 100 MiB/s with credits; reads are metered at a third
        FileSystem efs = FileSystem.efsBursting(200 * 1024 * mib, 9000 * mib);
        assertThat(efs.baseline() / mib).isCloseTo(9.765625, within(1e-9));
        SharedStore bursting = new SharedStore(simulation, efs);
        // two clients of 500 MiB/s: 150 MiB/s each while 9000 MiB of credits last at 100 - 9.77 a second: 99.74 s. By
        // then
        // each has read 14,961 of 20,000 MiB; the rest goes at 14.65 MiB/s
        bursting.read(20_000 * mib, 500 * mib, () -> doneS.add(simulation.now() / 1e9));
        bursting.read(20_000 * mib, 500 * mib, () -> doneS.add(simulation.now() / 1e9));
        double burstS = 9000 / (100 - 9.765625);
        double wholeS = burstS + (20_000 - 150 * burstS) / (1.5 * 9.765625);
        expectDone(wholeS, wholeS);
        assertThat(bursting.credits()).isZero();
    }

    @Test
    void creditsComeBackAtTheBaselineAndWritesAreMeteredInFull() {
        double mib = 1 << 20;
        FileSystem efs = FileSystem.efsBursting(1024 * 1024 * mib, 0);
        SharedStore bursting = new SharedStore(simulation, efs);
        // 50 MiB/s earned for 100 s; then a writer takes 100 a second until they are gone, for 100 s, and 50 from then
        // on
        at(100, () -> bursting.write(15_000 * mib, 500 * mib, () -> doneS.add(simulation.now() / 1e9)));
        expectDone(100 + 100 + 100);
    }

    @Test
    void provisionedThroughputReadsThreeTimesAsFastAsItWrites() {
        SharedStore provisioned = new SharedStore(simulation, FileSystem.efsProvisioned(100));
        provisioned.read(600, 1e9, () -> doneS.add(simulation.now() / 1e9));
        expectDone(2);
    }
}
