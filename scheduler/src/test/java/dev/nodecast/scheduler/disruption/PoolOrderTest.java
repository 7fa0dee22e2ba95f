package dev.nodecast.scheduler.disruption;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PoolOrderTest {

    private static final List<String> POOLS = List.of("a", "b", "c");

    private static List<List<String>> draws(long seed, int count) {
        PoolOrder order = new PoolOrder(seed);
        List<List<String>> drawn = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            drawn.add(order.draw(POOLS));
        }
        return drawn;
    }

    @Test
    void everyOrderComesAboutEquallyOften() {
        TreeMap<String, Integer> times = new TreeMap<>();
        draws(1, 6_000).forEach(order -> times.merge(String.join("", order), 1, Integer::sum));

        assertThat(times).hasSize(6);
        assertThat(times.values()).allSatisfy(often -> assertThat(often).isBetween(850, 1_150));
    }

    @Test
    void theSameSeedGivesTheSameOrdersAndAnotherSeedOthers() {
        assertThat(draws(7, 50)).isEqualTo(draws(7, 50)).isNotEqualTo(draws(8, 50));
    }
}
