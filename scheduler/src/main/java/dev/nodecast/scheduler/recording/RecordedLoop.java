package dev.nodecast.scheduler.recording;

import dev.nodecast.scheduler.autoscaling.Standing;
import dev.nodecast.scheduler.control.ControlLoop;
import dev.nodecast.scheduler.control.Ports;
import dev.nodecast.scheduler.disruption.DisruptionPlanner;
import dev.nodecast.scheduler.disruption.Outlook;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.scheduler.state.ClusterState;
import java.util.Collections;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A loop in its world, with a record of everything that passes between them. Recording changes nothing of what the loop
 * does, except that in a world whose time goes on by itself the clock stands still while the loop is called.
 *
 * <p>All calls are made on the loop's thread.
 */
public final class RecordedLoop {

    private final Recorder recorder;
    private final Turns turns;
    private final LoopConfiguration.Made loop;

    private RecordedLoop(Recorder recorder, Turns turns, LoopConfiguration.Made loop) {
        this.recorder = recorder;
        this.turns = turns;
        this.loop = loop;
    }

    /** Makes a loop in a world. */
    public static RecordedLoop make(Ports world, LoopConfiguration configuration, Recorder recorder) {
        Turns turns = new Turns(world.clock(), recorder);
        Journal decided = new RecordedJournal(world.journal(), turns);
        Ports recorded = new Ports(
                turns,
                new RecordedTimers(world.timers(), turns),
                new RecordedCluster(world.cluster(), turns),
                new RecordedCloud(world.cloud(), turns),
                new RecordedMetrics(world.metrics(), turns),
                decided);
        recorder.take(new Entry.Began(world.clock().origin(), configuration));
        return new RecordedLoop(recorder, turns, turns.run(new Cause.Made(), () -> configuration.make(recorded)));
    }

    /** Begins what runs by the clock. */
    public void start() {
        turns.run(new Cause.Started(), () -> {
            loop.start().run();
            return loop;
        });
    }

    /** Takes in one observation and does what follows from it. */
    public void observe(Observation observation) {
        turns.run(new Cause.Observed(observation), () -> {
            loop.observe().accept(observation);
            return observation;
        });
    }

    /** What Karpenter would write on each claim as conditions now, by the claim's name; nothing for Cluster Autoscaler. */
    public SequencedMap<String, DisruptionPlanner.Conditions> conditions() {
        return turns.run(new Cause.ConditionsAsked(), () -> conditionsOf(loop.karpenter()));
    }

    static SequencedMap<String, DisruptionPlanner.Conditions> conditionsOf(@Nullable ControlLoop loop) {
        return loop == null ? Collections.emptyNavigableMap() : loop.conditions();
    }

    /**
     * What is known of the cluster, to be looked at only.
     *
     * @throws IllegalStateException if the loop is Cluster Autoscaler, which shows nothing
     */
    public ClusterState state() {
        ControlLoop karpenter = loop.karpenter();
        if (karpenter == null) {
            throw new IllegalStateException("Cluster Autoscaler does not show what it knows");
        }
        return karpenter.state();
    }

    /** Where the autoscalers of pods stand, to be looked at only; nothing for Cluster Autoscaler, which shows nothing. */
    public List<Standing> autoscalers() {
        ControlLoop karpenter = loop.karpenter();
        return karpenter == null ? List.of() : karpenter.autoscalers();
    }

    /** What could be disrupted now, to be looked at only; nothing for Cluster Autoscaler, which does not show it. */
    public Outlook outlook() {
        ControlLoop karpenter = loop.karpenter();
        return karpenter == null ? Outlook.NONE : karpenter.outlook();
    }

    /** Says that the loop is called no more. */
    public void end() {
        recorder.take(new Entry.Ended());
    }
}
