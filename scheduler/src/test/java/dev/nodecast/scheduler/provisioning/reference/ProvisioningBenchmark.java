package dev.nodecast.scheduler.provisioning.reference;

import dev.nodecast.scheduler.provisioning.Problem;
import dev.nodecast.scheduler.provisioning.Solution;
import dev.nodecast.scheduler.provisioning.Solver;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Karpenter's benchmark workload under JMH, wall time, a fresh solver each time; {@link ProvisioningBench} has ratios. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ProvisioningBenchmark {

    private final BenchWorkload workload = new BenchWorkload();

    @Param({"1000", "5000", "10000"})
    public int pods;

    private Problem problem = workload.problem(1000);

    @Setup
    public void readWorkload() {
        problem = workload.problem(pods);
    }

    @Benchmark
    public Solution freshSolver() {
        return new Solver(workload.options()).solve(problem);
    }
}
