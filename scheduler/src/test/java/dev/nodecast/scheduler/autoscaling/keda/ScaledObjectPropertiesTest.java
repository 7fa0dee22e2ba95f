package dev.nodecast.scheduler.autoscaling.keda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject.Advanced;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject.ReplicaCounts;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject.Timing;
import java.util.List;
import java.util.Map;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for every queue, whatever the HPA does in between. */
class ScaledObjectPropertiesTest {

    private static final long SECOND_NS = 1_000_000_000L;

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void itLeavesZeroAtTheFirstActivePollAndReturnsOnlyAfterTheCooldown(
            @ForAll @IntRange(min = 1, max = 120) int interval,
            @ForAll @IntRange(min = 0, max = 600) int cooldown,
            @ForAll @Size(80) List<@IntRange(min = 0, max = 3) Integer> jobs,
            @ForAll @IntRange(min = 1, max = 999) int phaseMs) {
        ScaledObject scaledObject = new ScaledObject(
                ObjectMeta.named("worker"),
                ScaledObject.deployment("worker"),
                new Timing(interval, cooldown, 0),
                ReplicaCounts.DEFAULT,
                List.of(ScaleTrigger.of("redis", Map.of("listName", "q"))),
                null,
                Advanced.NONE);
        ScaledObjectScaler scaler = new ScaledObjectScaler(scaledObject);
        ScaledObjectState state = scaler.initialState();
        int replicas = 0;
        long lastActiveNs = -1;
        for (int i = 0; i < jobs.size(); i++) {
            long nowNs = i * scaler.pollingIntervalNs() + phaseMs * 1_000_000L;
            int present = replicas;
            // Jobs 0..3: two of four values are an empty queue, so that cooldowns run out.
            long queued = Math.max(0, jobs.get(i) - 1);
            ScaledObjectDecision decision = scaler.poll(
                    state, nowNs, new Workload(present, present), List.of(new TriggerReading.Measured(queued * 1000)));
            replicas = decision.scaleTo().orElse(present);
            lastActiveNs = queued > 0 ? nowNs : lastActiveNs;
            if (queued > 0) {
                assertThat(replicas).isEqualTo(Math.max(present, 1));
            } else if (present > 0) {
                boolean over = nowNs - lastActiveNs > cooldown * SECOND_NS - phaseMs * 1_000_000L;
                assertThat(replicas).isEqualTo(over ? 0 : present);
            }
            // Meanwhile the HPA grows it.
            replicas = replicas > 0 && queued > 0 ? replicas + 2 : replicas;
        }
    }
}
