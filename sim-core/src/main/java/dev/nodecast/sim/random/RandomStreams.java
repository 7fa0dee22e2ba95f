package dev.nodecast.sim.random;

import java.nio.charset.StandardCharsets;

/**
 * All randomness of one replication: a stream for each (name, entity), a pure function of (seed, replication, name,
 * entity). Asking twice gives the same stream from its start; streams of different keys are independent for every
 * practical purpose. Two configurations that name their streams alike therefore see the same arrivals, interruptions and
 * boot times, however differently they use them.
 *
 * <p>Derivation, fixed for ever: two 64-bit lanes start from constants and absorb one 64-bit word after another (seed,
 * replication, the UTF-8 bytes of the name as little-endian words and their number, entity), each through SplitMix64's
 * finalizer ({@link StreamKey}); the lanes then fill the state of xoshiro256++. Making a stream costs some tens of
 * nanoseconds and one small object.
 */
public final class RandomStreams {

    private final long seed;
    private final long replication;
    private final StreamKey root;

    /**
     * The streams of one replication.
     *
     * @param seed the scenario's seed; any value
     * @param replication which of the independent repetitions, from 0
     */
    public RandomStreams(long seed, long replication) {
        this.seed = seed;
        this.replication = replication;
        this.root = StreamKey.START.absorb(seed).absorb(replication);
    }

    public long seed() {
        return seed;
    }

    public long replication() {
        return replication;
    }

    /** The stream of a name that has no entities. */
    public RandomStream stream(String name) {
        return family(name).stream(0);
    }

    /** The stream of one entity, such as the boot times of node 17. */
    public RandomStream stream(String name, long entity) {
        return family(name).stream(entity);
    }

    /** The stream of one entity known by its name, such as the spot capacity of "g5.xlarge/ap-northeast-2a". */
    public RandomStream stream(String name, String entity) {
        return family(name).stream(entity);
    }

    /** The streams of all entities under one name; keep it where streams are made often. */
    public Family family(String name) {
        return new Family(absorb(root, name));
    }

    private static StreamKey absorb(StreamKey key, String text) {
        return key.absorb(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The streams of all entities under one name. */
    public static final class Family {

        private final StreamKey key;

        private Family(StreamKey key) {
            this.key = key;
        }

        /** The stream of the entity with this number. */
        public RandomStream stream(long entity) {
            return key.absorb(entity).stream();
        }

        /** The stream of the entity with this name. */
        public RandomStream stream(String entity) {
            return RandomStreams.absorb(key, entity).stream();
        }
    }
}
