package dev.nodecast.sim.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class Xoshiro256PlusPlusTest {

    @Test
    void theFirstOutputsWorkedByHand() {
        // State 1, 2, 3, 4. First output: rotl(1 + 4, 23) + 1 = 5·2^23 + 1 = 41943041. The step gives s0 = 1^(4^2) = 7,
        // s1 = 2^(3^1) = 0, s2 = 3^1^(2<<17) = 262146, s3 = rotl(4^2, 45) = 6·2^45.
        // Second output: rotl(7 + 6·2^45, 23) + 7 = 7·2^23 + 6·2^(68-64) + 7 = 58720256 + 96 + 7 = 58720359.
        Xoshiro256PlusPlus stream = new Xoshiro256PlusPlus(1, 2, 3, 4);

        assertThat(stream.nextLong()).isEqualTo(41_943_041L);
        assertThat(stream.nextLong()).isEqualTo(58_720_359L);
    }

    @Test
    void itGivesWhatThePlatformsGeneratorOfThatNameGives() {
        long[] state = {0x0123456789ABCDEFL, 0xFEDCBA9876543210L, 0x5555AAAA5555AAAAL, 42};
        ByteBuffer seed = ByteBuffer.allocate(32);
        for (long word : state) {
            seed.putLong(word);
        }
        RandomGenerator platform =
                RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(seed.array());
        Xoshiro256PlusPlus ours = new Xoshiro256PlusPlus(state[0], state[1], state[2], state[3]);

        for (int i = 0; i < 10_000; i++) {
            assertThat(ours.nextLong()).isEqualTo(platform.nextLong());
        }
    }
}
