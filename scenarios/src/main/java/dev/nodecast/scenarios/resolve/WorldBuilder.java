package dev.nodecast.scenarios.resolve;

import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.world.measure.JobSink;
import dev.nodecast.sim.world.spec.ControlPlane;
import dev.nodecast.sim.world.spec.MeasureSpec;
import dev.nodecast.sim.world.spec.RunSpec;
import dev.nodecast.sim.world.spec.WorldSpec;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Maps a scenario onto the simulated world, one replication at a time. */
public final class WorldBuilder {

    private final Scenario scenario;
    private final Variation variation;

    public WorldBuilder(Scenario scenario, Variation variation) {
        this.scenario = scenario;
        this.variation = variation;
    }

    /**
     * The world of one replication.
     *
     * @param seed what its randomness derives from
     * @param replication from 0
     * @param jobs told of every job that leaves the world
     * @param detailed whether the timeline and the days' invoices are kept
     */
    public WorldSpec build(long seed, long replication, JobSink jobs, boolean detailed) {
        RandomStreams streams = new RandomStreams(seed, replication);
        ClusterMapping cluster = new ClusterMapping(scenario, variation);
        return new WorldSpec(
                new RunSpec(scenario.start(), scenario.horizonNs(), seed, replication),
                cluster.spec(),
                new CloudMapping(scenario).spec(cluster.nodePools(), new MarketMapping(scenario).market(streams)),
                new DemandMapping(scenario).spec(streams),
                measure(jobs, detailed),
                new ReplicaMapping(scenario).actions(),
                ControlPlane.INSTANT);
    }

    private MeasureSpec measure(JobSink jobs, boolean detailed) {
        return detailed
                ? new MeasureSpec(scenario.file().sampling().interval().toNanos(), midnights(), jobs)
                : new MeasureSpec(0, List.of(), jobs);
    }

    private List<Long> midnights() {
        Instant start = scenario.start();
        List<Long> midnights = new ArrayList<>();
        ZonedDateTime day = start.atZone(scenario.file().timeZone())
                .toLocalDate()
                .plusDays(1)
                .atStartOfDay(scenario.file().timeZone());
        for (long ns = nsAt(start, day); ns < scenario.horizonNs(); ns = nsAt(start, day)) {
            midnights.add(ns);
            day = day.plusDays(1);
        }
        return midnights;
    }

    private static long nsAt(Instant start, ZonedDateTime time) {
        return ChronoUnit.NANOS.between(start, time.toInstant());
    }
}
