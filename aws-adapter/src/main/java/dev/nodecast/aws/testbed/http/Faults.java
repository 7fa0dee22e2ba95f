package dev.nodecast.aws.testbed.http;

import dev.nodecast.sim.random.RandomStream;
import dev.nodecast.sim.random.RandomStreams;

/** What goes wrong between a client and AWS, by seed and by the order of the calls. */
public final class Faults {

    /** What happens to one call. */
    public enum Fault {
        NONE,
        /** Refused for its rate; nothing was done. */
        THROTTLED,
        /** An internal error; nothing was done. */
        SERVER_ERROR,
        /** Answered late. */
        SLOW,
        /** Carried out, but the answer never arrives. */
        LOST_REPLY,
        /** Carried out twice, as when something on the way tries again. */
        REPEATED
    }

    /**
     * The share of calls that each befalls, 0 to 1; all of them together at most 1.
     *
     * @param slowMs by how much slow calls are late
     */
    public record Rates(
            double throttled, double serverError, double slow, double lostReply, double repeated, long slowMs) {

        public static final Rates NONE = new Rates(0, 0, 0, 0, 0, 0);

        public Rates {
            double sum = throttled + serverError + slow + lostReply + repeated;
            if (Math.min(Math.min(throttled, serverError), Math.min(slow, Math.min(lostReply, repeated))) < 0
                    || sum > 1) {
                throw new IllegalArgumentException("faults: found shares with the sum " + sum
                        + ", expected 0 or more each and at most 1 together");
            }
        }

        /** Two calls of a hundred each, a tenth of all. */
        public static Rates some() {
            return new Rates(0.02, 0.02, 0.02, 0.02, 0.02, 2_000);
        }
    }

    private final RandomStream draws;
    private final long slowMs;
    private volatile Rates rates;

    public Faults(Rates rates, long seed) {
        this.rates = rates;
        this.slowMs = rates.slowMs();
        this.draws = new RandomStreams(seed, 0).stream("faults");
    }

    /** Other shares from now on. */
    public void set(Rates others) {
        rates = others;
    }

    public long slowMs() {
        return Math.max(slowMs, rates.slowMs());
    }

    synchronized Fault next() {
        double u = draws.nextDouble();
        Rates now = rates;
        double[] shares = {now.throttled(), now.serverError(), now.slow(), now.lostReply(), now.repeated()};
        for (int i = 0; i < shares.length; i++) {
            if (u < shares[i]) {
                return Fault.values()[i + 1];
            }
            u -= shares[i];
        }
        return Fault.NONE;
    }
}
