package dev.nodecast.sim.world.market;

/**
 * How often a running spot instance of a pool is interrupted on its own, beside what {@link CapacityProcess} takes.
 *
 * <p>To draw the time of the interruption use thinning (Lewis and Shedler 1979): step forwards by exponential times of
 * rate {@link #maxRatePerHour()} and accept a step with probability {@code ratePerHour(now, age) / maxRatePerHour()}.
 * With a constant rate every step is accepted, so one draw suffices.
 */
public interface HazardModel {

    /** Instances are never interrupted on their own. */
    HazardModel NONE = constant(0);

    /** Interruptions per instance-hour at {@code nowNs} of an instance that has been running for {@code ageNs}. */
    double ratePerHour(long nowNs, long ageNs);

    /** A bound that {@link #ratePerHour} never exceeds; 0 if there are no interruptions. */
    double maxRatePerHour();

    /** The same rate at all times and ages: exponential lifetimes. */
    static HazardModel constant(double ratePerHour) {
        return new ConstantHazard(ratePerHour);
    }
}
