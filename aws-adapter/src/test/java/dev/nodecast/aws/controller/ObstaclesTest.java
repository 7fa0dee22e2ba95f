package dev.nodecast.aws.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A controller that cannot begin waits instead of ending. */
class ObstaclesTest {

    private final CountDownLatch asked = new CountDownLatch(1);
    private final Obstacles obstacles = new Obstacles(Duration.ofMillis(1), asked);

    @Test
    void itTriesUntilTheObstacleIsGone() throws InterruptedException {
        List<String> seen = new ArrayList<>();

        boolean begun = obstacles.overcome(
                () -> {
                    seen.add(obstacles.current());
                    if (seen.size() < 4) {
                        throw new UnfitClusterException("the cluster does not know nodepools.karpenter.sh");
                    }
                },
                UnfitClusterException.class);

        assertThat(begun).isTrue();
        assertThat(seen).first().isEqualTo("");
        assertThat(seen.subList(1, 4)).containsOnly("the cluster does not know nodepools.karpenter.sh");
        assertThat(obstacles.current()).isEmpty();
    }

    @Test
    void itEndsWhenItIsAskedTo() throws InterruptedException {
        boolean begun = obstacles.overcome(
                () -> {
                    asked.countDown();
                    throw new UnfitClusterException("forbidden");
                },
                UnfitClusterException.class);

        assertThat(begun).isFalse();
        assertThat(obstacles.current()).isEqualTo("forbidden");
    }

    @Test
    void whatNobodyCanMendIsNotWaitedFor() {
        assertThatThrownBy(() -> obstacles.overcome(
                        () -> {
                            throw new ControllerException("Karpenter is running");
                        },
                        UnfitClusterException.class))
                .isInstanceOf(ControllerException.class);
    }
}
