package dev.nodecast.sim.world.spec;

import java.time.Instant;

/**
 * When the world begins and ends and what its randomness derives from.
 *
 * @param start the moment of the calendar at which the clock reads 0
 * @param horizonNs when the run ends; what happens at this very instant still happens
 * @param replication which of several independent repetitions with the same seed this is
 */
public record RunSpec(Instant start, long horizonNs, long seed, long replication) {

    public RunSpec {
        if (horizonNs <= 0) {
            throw new IllegalArgumentException("found a run of " + horizonNs + " ns, expected an end after its start");
        }
    }
}
