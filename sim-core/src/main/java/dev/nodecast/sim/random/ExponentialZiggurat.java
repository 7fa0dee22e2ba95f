package dev.nodecast.sim.random;

/**
 * Standard exponential variates by the ziggurat method: G. Marsaglia and W. W. Tsang, "The ziggurat method for generating
 * random variables", Journal of Statistical Software 5 (2000), with 256 layers. 99 of 100 take one number from the stream,
 * a multiplication and a comparison; a logarithm each would take more time than the rest of a simple model.
 */
final class ExponentialZiggurat {

    private static final int LAYERS = 256;

    /** Where the tail begins, and the area of each layer, as the paper gives them for 256 layers. */
    private static final double TAIL = 7.69711747013104972;

    private static final double AREA = 0.0039496598225815571993;

    /** The right end of each layer, from the bottom up; the bottom layer's as if it had no tail. */
    private static final double[] X = layerEnds();

    /** The density at the right end of each layer. */
    private static final double[] DENSITY = densities();

    private ExponentialZiggurat() {}

    static double sample(RandomStream stream) {
        long bits = stream.nextLong();
        int layer = (int) bits & (LAYERS - 1);
        double x = (bits >>> 11) * 0x1.0p-53 * X[layer];
        return x < X[layer + 1] ? x : sampleNearTheEdge(stream, layer, x);
    }

    private static double sampleNearTheEdge(RandomStream stream, int layer, double x) {
        if (layer == 0) {
            return TAIL + sample(stream); // the tail of an exponential is again one
        }
        double height = DENSITY[layer] + stream.nextDouble() * (DENSITY[layer + 1] - DENSITY[layer]);
        return height < StrictMath.exp(-x) ? x : sample(stream);
    }

    private static double[] layerEnds() {
        double[] x = new double[LAYERS + 1];
        x[0] = AREA * StrictMath.exp(TAIL);
        x[1] = TAIL;
        for (int layer = 2; layer < LAYERS; layer++) {
            x[layer] = -StrictMath.log(StrictMath.exp(-x[layer - 1]) + AREA / x[layer - 1]);
        }
        x[LAYERS] = 0;
        return x;
    }

    private static double[] densities() {
        double[] density = new double[LAYERS + 1];
        for (int layer = 0; layer <= LAYERS; layer++) {
            density[layer] = StrictMath.exp(-X[layer]);
        }
        return density;
    }
}
