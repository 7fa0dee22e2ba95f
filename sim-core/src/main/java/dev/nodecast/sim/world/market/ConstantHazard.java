package dev.nodecast.sim.world.market;

/** A hazard that does not depend on time or age. */
record ConstantHazard(double maxRatePerHour) implements HazardModel {

    ConstantHazard {
        if (!(maxRatePerHour >= 0 && maxRatePerHour < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "hazard rate is " + maxRatePerHour + " per hour, expected a finite number of 0 or more");
        }
    }

    @Override
    public double ratePerHour(long nowNs, long ageNs) {
        return maxRatePerHour;
    }
}
