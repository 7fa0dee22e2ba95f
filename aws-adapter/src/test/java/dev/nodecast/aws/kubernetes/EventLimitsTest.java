package dev.nodecast.aws.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.kubernetes.ObjectEvent.On;
import dev.nodecast.scheduler.port.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How often events are written. */
class EventLimitsTest {

    private long nowNs;

    private final EventLimits limits = new EventLimits(new Clock() {
        @Override
        public long nowNs() {
            return nowNs;
        }

        @Override
        public Instant origin() {
            return Instant.EPOCH;
        }
    });

    private boolean take(ObjectEvent event, double atSecond) {
        nowNs = (long) (atSecond * Clock.SECOND_NS);
        return limits.take(event, "uid");
    }

    @Test
    void theSameEventIsWrittenEveryTwoMinutesUnlessItAsksForAnotherTime() {
        ObjectEvent event = ObjectEvent.normal(On.NODE, "n1", "Reason", "one");

        assertThat(take(event, 0)).isTrue();
        assertThat(take(ObjectEvent.normal(On.NODE, "n1", "Reason", "two"), 119))
                .isFalse();
        assertThat(take(event, 120)).isTrue();
        assertThat(take(event.quietFor(Duration.ofMinutes(15)), 240)).isTrue();
        assertThat(take(event, 240 + 899)).isFalse();
        assertThat(take(event, 240 + 900)).isTrue();
    }

    @Test
    void anotherReasonObjectOrDistinctionIsAnotherEvent() {
        ObjectEvent event = ObjectEvent.normal(On.NODE, "n1", "Reason", "one");

        assertThat(take(event, 0)).isTrue();
        assertThat(take(ObjectEvent.normal(On.NODE, "n1", "Other", "one"), 0)).isTrue();
        assertThat(take(ObjectEvent.normal(On.NODE, "n2", "Reason", "one"), 0)).isTrue();
        assertThat(take(ObjectEvent.normal(On.NODE_CLAIM, "n1", "Reason", "one"), 0))
                .isTrue();
        assertThat(take(event.distinctBy("Empty"), 0)).isTrue();
        assertThat(limits.take(event, "the uid of a younger object of that name"))
                .isTrue();
    }

    @Test
    void nominationsAreLimitedToTenAtOnceAndFiveASecond() {
        int written = 0;
        for (int i = 0; i < 100; i++) {
            written += take(ObjectEvent.normal(On.NODE, "p" + i, "Nominated", "x"), 0) ? 1 : 0;
        }
        assertThat(written).isEqualTo(10);
        for (int i = 100; i < 200; i++) {
            written += take(ObjectEvent.normal(On.NODE, "p" + i, "Nominated", "x"), 1) ? 1 : 0;
        }
        assertThat(written).isEqualTo(15);
    }
}
