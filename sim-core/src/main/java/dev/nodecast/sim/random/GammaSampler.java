package dev.nodecast.sim.random;

/**
 * Gamma variates: G. Marsaglia and W. W. Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000),
 * with the power of a uniform for shapes below one. It rejects about 1 in 20 or fewer, so it takes a varying number of
 * values from the stream.
 */
final class GammaSampler {

    private GammaSampler() {}

    /** Gamma with the given shape and scale 1; its mean is the shape. */
    static double standard(RandomStream stream, double shape) {
        if (shape < 1) {
            double boost = StrictMath.pow(stream.nextDoubleOpen(), 1 / shape);
            return boost * standard(stream, shape + 1);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / StrictMath.sqrt(9 * d);
        while (true) {
            double z = stream.normal();
            double root = 1 + c * z;
            if (root <= 0) {
                continue;
            }
            double v = root * root * root;
            double u = stream.nextDoubleOpen();
            if (StrictMath.log(u) < 0.5 * z * z + d * (1 - v + StrictMath.log(v))) {
                return d * v;
            }
        }
    }
}
