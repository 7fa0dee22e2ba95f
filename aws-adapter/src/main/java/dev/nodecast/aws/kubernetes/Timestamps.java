package dev.nodecast.aws.kubernetes;

import java.time.Instant;

/** Times as the API writes them: whole seconds in UTC. */
final class Timestamps {

    private static final long SECOND_NS = 1_000_000_000L;

    private Timestamps() {}

    static String of(long ns) {
        return Instant.ofEpochSecond(Math.floorDiv(ns, SECOND_NS)).toString();
    }
}
