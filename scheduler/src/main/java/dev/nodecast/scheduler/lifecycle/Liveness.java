package dev.nodecast.scheduler.lifecycle;

import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.port.Timers;

/**
 * Gives up on claims that come to nothing: not launched within five minutes, or not registered within fifteen
 * (Karpenter {@code nodeclaim/lifecycle/liveness.go}). A node that registers but never initialises is kept.
 */
public final class Liveness {

    /** How long a launch may take. */
    public static final long LAUNCH_TIMEOUT_NS = 5 * 60 * 1_000_000_000L;

    /** How long registration may take, from the creation of the claim. */
    public static final long REGISTRATION_TIMEOUT_NS = 15 * 60 * 1_000_000_000L;

    private final Claims claims;
    private final Termination termination;
    private final Timers timers;

    public Liveness(Claims claims, Termination termination, Timers timers) {
        this.claims = claims;
        this.termination = termination;
        this.timers = timers;
    }

    /** Sets the alarms of a claim that has just been made. */
    public void watch(NodeClaim claim) {
        watch(claim, claim.meta().createdNs());
    }

    /** Sets the alarms of a claim that was found, such as after a restart. */
    public void watch(NodeClaim claim, long nowNs) {
        long age = Math.max(0, nowNs - claim.meta().createdNs());
        timers.after(Math.max(0, LAUNCH_TIMEOUT_NS - age), () -> checkLaunched(claim.name()));
        timers.after(Math.max(0, REGISTRATION_TIMEOUT_NS - age), () -> checkRegistered(claim.name()));
    }

    private void checkLaunched(String name) {
        NodeClaim claim = claims.get(name);
        if (claim != null && !claim.launched()) {
            termination.dropUnlaunched(claim, "LaunchTimeout");
        }
    }

    private void checkRegistered(String name) {
        NodeClaim claim = claims.get(name);
        if (claim != null && !claim.registered()) {
            termination.begin(claim, "RegistrationTimeout");
        }
    }
}
