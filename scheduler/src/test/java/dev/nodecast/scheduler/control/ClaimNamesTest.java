package dev.nodecast.scheduler.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimNamesTest {

    @Test
    void namesArePoolsWithFiveCharactersAndNeverGivenTwice() {
        assertThat(names(7, 20_000)).doesNotHaveDuplicates().allMatch(name -> name.matches("gpu-[0-9a-z]{5}"));
    }

    @Test
    void aSeedGivesTheSameNamesAndAnotherSeedOthers() {
        assertThat(names(7, 10)).isEqualTo(names(7, 10)).doesNotContainAnyElementsOf(names(8, 10));
    }

    /** The order of names decides which of equal nodes is filled first, so it must not follow their age. */
    @Test
    void theOrderOfNamesIsNotTheOrderInWhichTheyWereGiven() {
        List<String> names = names(7, 1_000);
        long rising = 0;
        for (int i = 1; i < names.size(); i++) {
            rising += names.get(i - 1).compareTo(names.get(i)) < 0 ? 1 : 0;
        }
        assertThat(rising).isBetween(400L, 600L);
    }

    private static List<String> names(long seed, int count) {
        ClaimNames names = new ClaimNames(seed);
        List<String> given = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            given.add(names.next("gpu"));
        }
        return given;
    }
}
