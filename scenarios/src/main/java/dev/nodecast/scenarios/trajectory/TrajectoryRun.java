package dev.nodecast.scenarios.trajectory;

import dev.nodecast.scenarios.trajectory.Trajectory.Karpenter;
import dev.nodecast.scheduler.control.Settings;
import dev.nodecast.scheduler.control.Settings.BatchWindow;
import dev.nodecast.scheduler.disruption.ConsolidationOptions;
import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.world.SimulatedWorld;
import org.jspecify.annotations.Nullable;

/** Does again in the simulator what was done in a recorded run. */
public final class TrajectoryRun {

    private static final long MILLISECOND_NS = 1_000_000L;
    private static final int POLL_MS = 10_000;

    private TrajectoryRun() {}

    /**
     * What varies from run to run.
     *
     * @param seed of everything random
     * @param pollPhaseMs when within ten seconds disruption looks, counted from the start; drawn from the seed if null
     */
    public record Options(long seed, @Nullable Integer pollPhaseMs) {
        public Options {
            if (pollPhaseMs != null && (pollPhaseMs < 0 || pollPhaseMs >= POLL_MS)) {
                throw new IllegalArgumentException(
                        "poll phase: found " + pollPhaseMs + " ms, expected 0 or more and less than " + POLL_MS);
            }
        }
    }

    /** One run, written down as the recordings are. */
    public static Recording of(Trajectory trajectory, Options options) {
        RandomStreams streams = new RandomStreams(options.seed(), 0);
        int phaseMs = options.pollPhaseMs() != null
                ? options.pollPhaseMs()
                : streams.stream("disruption-poll-phase").nextInt(POLL_MS);
        Recorder recorder = new Recorder(
                settings(trajectory.karpenter(), phaseMs * MILLISECOND_NS, options.seed()),
                streams.stream("kwok-ties"));
        new SimulatedWorld(new TrajectoryWorld(trajectory).spec(options.seed()), recorder::autoscaler, recorder).run();
        return new Summarizer(trajectory, recorder.notes()).recording(options.seed(), phaseMs);
    }

    private static Settings settings(Karpenter karpenter, long pollPhaseNs, long seed) {
        Settings defaults = Settings.defaults();
        ConsolidationOptions consolidation = defaults.consolidation();
        return new Settings(
                new BatchWindow(karpenter.batchIdleNs(), karpenter.batchMaxNs()),
                defaults.solver(),
                defaults.disruption().withFirstPollNs(pollPhaseNs),
                new ConsolidationOptions(
                        karpenter.spotToSpot(), consolidation.singleNodeWhatIfs(), consolidation.balancedTotals()),
                defaults.autoscaling(),
                seed);
    }
}
