package dev.nodecast.aws.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.kubernetes.ApiItem;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whether a lease says that somebody is at work. */
class RecentLeaseTest {

    private static ApiItem lease(String holder, Duration ago) {
        return new ApiItem(Map.of(
                "spec",
                Map.of(
                        "holderIdentity",
                        holder,
                        "leaseDurationSeconds",
                        15,
                        "renewTime",
                        Instant.now().minus(ago).toString())));
    }

    @Test
    void oneThatIsRenewedIsHeld() {
        assertThat(RecentLease.held(lease("karpenter-0", Duration.ofSeconds(2))))
                .isTrue();
    }

    @Test
    void oneThatWasGivenBackIsNot() {
        assertThat(RecentLease.held(lease("", Duration.ofSeconds(2)))).isFalse();
    }

    @Test
    void oneThatNobodyHasRenewedForLongIsNot() {
        assertThat(RecentLease.held(lease("karpenter-0", Duration.ofMinutes(5))))
                .isFalse();
    }
}
