package dev.nodecast.sim.random;

/** Checks of distribution parameters, with messages that name the distribution, the parameter and the value. */
final class Parameters {

    private Parameters() {}

    static void requireFinite(String parameter, double value) {
        require(Double.isFinite(value), parameter, value, "finite");
    }

    static void requirePositive(String parameter, double value) {
        require(value > 0 && Double.isFinite(value), parameter, value, "positive and finite");
    }

    static void requireNotNegative(String parameter, double value) {
        require(value >= 0 && Double.isFinite(value), parameter, value, "finite and not negative");
    }

    static void requireProbability(String parameter, double value) {
        require(value >= 0 && value <= 1, parameter, value, "a probability in 0..1");
    }

    static void requireOrder(String distribution, double low, double high) {
        if (!(low <= high) || !Double.isFinite(low) || !Double.isFinite(high)) {
            throw new IllegalArgumentException("the range of a " + distribution
                    + " distribution must be finite and ascending, but was " + low + " to " + high);
        }
    }

    private static void require(boolean holds, String parameter, double value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("the " + parameter + " must be " + expected + ", but was " + value);
        }
    }
}
