package dev.nodecast.scheduler.lifecycle;

import dev.nodecast.scheduler.manifest.grammar.Durations;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.port.Timers;

/**
 * Ends claims at the age their pool allows, by force: budgets do not hold it back (Karpenter v1 {@code expireAfter}, {@code
 * nodeclaim/expiration}). Ages count from the whole second of the creation; claims that expire together are ended a second
 * apart, because the controller waits after each until it sees its own deletion.
 */
public final class Expiration {

    /** The cause that is written down. */
    public static final String CAUSE = "Expired";

    /** The controller's pause after each deletion. */
    private static final long PAUSE_NS = Clock.SECOND_NS;

    private final Claims claims;
    private final Termination termination;
    private final Clock clock;
    private final Timers timers;
    private long pausedUntilNs = Long.MIN_VALUE;

    public Expiration(Claims claims, Termination termination, Clock clock, Timers timers) {
        this.claims = claims;
        this.termination = termination;
        this.clock = clock;
        this.timers = timers;
    }

    /** Whether the claim is to be ended by force at this time, and is not ending yet. */
    public static boolean due(NodeClaim claim, long nowNs) {
        Long expireAfter = claim.expireAfterNs();
        return expireAfter != null
                && !claim.meta().deleting()
                && nowNs >= Durations.endNs(claim.meta().createdNs(), expireAfter);
    }

    /** Sets the alarm of a claim that has just been made or found. */
    public void watch(NodeClaim claim) {
        Long expireAfter = claim.expireAfterNs();
        if (expireAfter == null) {
            return;
        }
        long bornNs = clock.wholeSecondNs(claim.meta().createdNs());
        long delay = Math.max(0, Durations.endNs(bornNs, expireAfter) - clock.nowNs());
        timers.after(delay, () -> expire(claim.name()));
    }

    private void expire(String name) {
        NodeClaim claim = claims.get(name);
        if (claim == null || claim.meta().deleting()) {
            return;
        }
        long nowNs = clock.nowNs();
        if (nowNs < pausedUntilNs) {
            timers.after(pausedUntilNs - nowNs, () -> expire(name));
            return;
        }
        pausedUntilNs = nowNs + PAUSE_NS;
        termination.begin(claim, CAUSE);
    }
}
