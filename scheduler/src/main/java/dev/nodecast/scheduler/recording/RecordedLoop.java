package dev.nodecast.scheduler.recording;

import dev.nodecast.scheduler.control.ControlLoop;
import dev.nodecast.scheduler.control.Ports;
import dev.nodecast.scheduler.disruption.DisruptionPlanner;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.scheduler.state.ClusterState;
import java.util.Collections;
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
    private final LoopConfiguration.Running loop;

    private RecordedLoop(Recorder recorder, Turns turns, LoopConfiguration.Running loop) {
        this.recorder = recorder;
        this.turns = turns;
        this.loop = loop;
    }

    /** Makes a loop in a world and starts it. */
    public static RecordedLoop start(Ports world, LoopConfiguration configuration, Recorder recorder) {
        Turns turns = new Turns(world.clock(), recorder);
        Journal decided = (nowNs, decision) -> {
            turns.write(new Entry.Decided(decision));
            world.journal().record(nowNs, decision);
        };
        Ports recorded = new Ports(
                turns,
                new RecordedTimers(world.timers(), turns),
                new RecordedCluster(world.cluster(), turns),
                new RecordedCloud(world.cloud(), turns),
                new RecordedMetrics(world.metrics(), turns),
                decided);
        recorder.take(new Entry.Began(world.clock().origin(), configuration));
        return new RecordedLoop(recorder, turns, turns.run(new Cause.Started(), () -> configuration.start(recorded)));
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

    /** What is known of the cluster, to be looked at only; null where the loop is Cluster Autoscaler. */
    public @Nullable ClusterState state() {
        ControlLoop karpenter = loop.karpenter();
        return karpenter == null ? null : karpenter.state();
    }

    /** Says that the loop is called no more. */
    public void end() {
        recorder.take(new Entry.Ended());
    }
}
