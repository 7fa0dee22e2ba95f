package dev.nodecast.sim.bench;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Prints the engine's benchmark table in CPU time: millions of operations per second of CPU, the median of several rounds
 * after warm-up. It takes half a minute and is good to some percent; {@link EngineBenchmark} is more exact.
 */
public final class EngineTable {

    private static final int WARM_UP_ROUNDS = 5;
    private static final int ROUNDS = 9;
    private static final int[] PENDING = {1_000, 100_000, 1_000_000};
    private static final int[] SERVERS = {1, 10, 100};
    private static final double UTILIZATION = 0.8;
    private static final long SEED = 42;

    private EngineTable() {}

    /** Prints the table; takes no arguments. */
    public static void main(String[] arguments) {
        printMmc();
        printHold();
    }

    private static void printMmc() {
        System.out.println("M/M/c, utilization 0.8    million events per CPU second");
        System.out.println("                                engine   plain loop        ratio");
        for (int servers : SERVERS) {
            double engine = rate(4_000_000, () -> engineMmc(servers, 4_000_000));
            double plain = rate(4_000_000, () -> plainMmc(servers, 4_000_000));
            System.out.printf(Locale.ROOT, "  c = %-9d %23.1f %12.1f %12.2f%n", servers, engine, plain, engine / plain);
        }
    }

    private static void printHold() {
        System.out.println("hold model                million operations per CPU second");
        for (int pending : PENDING) {
            HoldModel model = new HoldModel(pending);
            double rate = rate(2_000_000, () -> model.run(2_000_000));
            System.out.printf(Locale.ROOT, "  %,9d pending %32.1f%n", pending, rate);
        }
    }

    static long engineMmc(int servers, long events) {
        return (long) new EngineMmc(servers, UTILIZATION * servers, 1, SEED).run(events);
    }

    static long plainMmc(int servers, long events) {
        return (long) new PlainMmcLoop(servers).run(events, UTILIZATION * servers, 1, SEED);
    }

    private static double rate(long operations, LongSupplier work) {
        double[] rates = new double[ROUNDS];
        for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            long result = work.getAsLong();
            long elapsed = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
            if (result == 0) {
                throw new IllegalStateException("the model did nothing");
            }
            if (round >= 0) {
                rates[round] = operations * 1e3 / elapsed;
            }
        }
        Arrays.sort(rates);
        return rates[ROUNDS / 2];
    }
}
