package dev.nodecast.sim.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;

class RandomStreamsTest {

    private final RandomStreams streams = new RandomStreams(42, 0);

    @Test
    void theSameKeyGivesTheSameStreamFromItsStart() {
        RandomStream first = streams.stream("boot", 17);
        long value = first.nextLong();
        streams.stream("arrivals").nextLong();

        assertThat(new RandomStreams(42, 0).stream("boot", 17).nextLong()).isEqualTo(value);
        assertThat(streams.family("boot").stream(17).nextLong()).isEqualTo(value);
    }

    @Test
    void anyDifferentPartOfTheKeyGivesAnotherStream() {
        Set<Long> firstValues = new LinkedHashSet<>();
        firstValues.add(streams.stream("boot", 17).nextLong());
        firstValues.add(streams.stream("boot", 18).nextLong());
        firstValues.add(streams.stream("boot", "17").nextLong());
        firstValues.add(streams.stream("boot1", 7).nextLong());
        firstValues.add(streams.stream("boot", "a").nextLong());
        firstValues.add(streams.stream("boot", "a\0").nextLong());
        firstValues.add(streams.stream("boota").nextLong());
        firstValues.add(streams.stream("").nextLong());
        firstValues.add(new RandomStreams(42, 1).stream("boot", 17).nextLong());
        firstValues.add(new RandomStreams(1, 42).stream("boot", 17).nextLong());
        firstValues.add(new RandomStreams(43, 0).stream("boot", 17).nextLong());

        assertThat(firstValues).hasSize(11);
    }

    @Test
    void aMillionNeighbouringStreamsAllStartDifferently() {
        RandomStreams.Family family = streams.family("node");
        Set<Long> firstValues = new LinkedHashSet<>();
        for (int entity = 0; entity < 1_000_000; entity++) {
            firstValues.add(family.stream(entity).nextLong());
        }
        assertThat(firstValues).hasSize(1_000_000);
    }

    @Test
    void theFirstValuesOfNeighbouringStreamsAreUniform() {
        // What matters for streams per entity, of which few values are used: across the streams, not along one.
        RandomStreams.Family family = streams.family("node");
        long[] counts = new long[256];
        for (int entity = 0; entity < 256_000; entity++) {
            counts[family.stream(entity).nextInt(256)]++;
        }
        assertUniform(counts);
    }

    @Test
    void theValuesAlongOneStreamAreUniformInEveryByte() {
        for (int shift = 0; shift < 64; shift += 8) {
            RandomStream stream = streams.stream("bytes", shift);
            long[] counts = new long[256];
            for (int i = 0; i < 256_000; i++) {
                counts[(int) (stream.nextLong() >>> shift) & 0xFF]++;
            }
            assertUniform(counts);
        }
    }

    @Test
    void neighbouringStreamsAndReplicationsAreNotCorrelated() {
        int length = 20_000;
        double[] base = uniforms(streams.stream("node", 0), length);
        double[] nextEntity = uniforms(streams.stream("node", 1), length);
        double[] nextReplication = uniforms(new RandomStreams(42, 1).stream("node", 0), length);
        double[] nextSeed = uniforms(new RandomStreams(43, 0).stream("node", 0), length);
        double fourStandardErrors = 4 / Math.sqrt(length);

        PearsonsCorrelation correlation = new PearsonsCorrelation();
        assertThat(Math.abs(correlation.correlation(base, nextEntity))).isLessThan(fourStandardErrors);
        assertThat(Math.abs(correlation.correlation(base, nextReplication))).isLessThan(fourStandardErrors);
        assertThat(Math.abs(correlation.correlation(base, nextSeed))).isLessThan(fourStandardErrors);
    }

    @Test
    void onePartOfTheKeyChangesHalfOfTheBits() {
        int pairs = 4_000;
        long changed = 0;
        for (int entity = 0; entity < pairs; entity++) {
            long bits = streams.stream("node", entity).nextLong();
            changed += Long.bitCount(
                    bits ^ streams.stream("node", entity ^ 1L << (entity % 63)).nextLong());
        }
        // Mean 32 of 64 bits per pair, standard deviation 4; five standard errors of the mean.
        assertThat((double) changed / pairs).isBetween(32 - 5 * 4 / Math.sqrt(pairs), 32 + 5 * 4 / Math.sqrt(pairs));
    }

    @Test
    void theDerivationIsFixedForEver() {
        // Computed by a second implementation, in Python, from the description; a change here changes every user's
        // results.
        assertThat(streams.stream("arrivals").nextLong()).isEqualTo(3524368354910859474L);
        assertThat(streams.stream("boot", 17).nextLong()).isEqualTo(8789469634294020040L);
        assertThat(streams.stream("가용성", "g5.xlarge/ap-northeast-2a").nextLong())
                .isEqualTo(-1863065769715850485L);
        assertThat(new RandomStreams(-1, 99).stream("", -1).nextLong()).isEqualTo(-5223426983946100800L);
    }

    private static double[] uniforms(RandomStream stream, int length) {
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = stream.nextDouble();
        }
        return values;
    }

    private static void assertUniform(long[] counts) {
        double[] expected = new double[counts.length];
        java.util.Arrays.fill(expected, 1);
        assertThat(new ChiSquareTest().chiSquareTest(expected, counts)).isGreaterThan(0.0005);
    }
}
