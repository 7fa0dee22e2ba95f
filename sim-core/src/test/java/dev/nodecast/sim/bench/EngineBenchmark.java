package dev.nodecast.sim.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What {@link EngineTable} measures, under JMH: each case in JVMs of its own, in nanoseconds per operation. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class EngineBenchmark {

    private static final int EVENTS = 1_000_000;

    /** A queue that holds a constant number of events. */
    @State(Scope.Thread)
    public static class Hold {

        @Param({"1000", "100000", "1000000"})
        int pending;

        HoldModel model;

        /** Fills the queue. */
        @Setup
        public void fill() {
            model = new HoldModel(pending);
        }
    }

    /** The size of a station. */
    @State(Scope.Thread)
    public static class Station {

        @Param({"1", "10", "100"})
        int servers;
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long hold(Hold hold) {
        return hold.model.run(EVENTS);
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long mmcThroughTheEngine(Station station) {
        return EngineTable.engineMmc(station.servers, EVENTS);
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long mmcAsAPlainLoop(Station station) {
        return EngineTable.plainMmc(station.servers, EVENTS);
    }
}
