package dev.nodecast.scenarios.trace;

/**
 * The life of one spot instance.
 *
 * @param zone zone, empty where not known
 * @param instanceType instance type as the source names it
 * @param startNs launch, since the trace's start
 * @param lifetimeNs from launch to end
 * @param end why the observation ended
 */
public record Lifetime(String zone, String instanceType, long startNs, long lifetimeNs, EndReason end) {

    /** Why a lifetime ended. */
    public enum EndReason {
        /** The provider took the instance back. */
        PREEMPTED,
        /** Its owner stopped it: the lifetime is a lower bound. */
        STOPPED,
        /** It was still alive when the observation ended: the lifetime is a lower bound. */
        CENSORED
    }
}
