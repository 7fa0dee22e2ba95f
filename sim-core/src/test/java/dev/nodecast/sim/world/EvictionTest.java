package dev.nodecast.sim.world;

import static dev.nodecast.sim.world.Fixtures.HOUR;
import static dev.nodecast.sim.world.Fixtures.SECOND;
import static dev.nodecast.sim.world.Fixtures.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.model.CountOrPercent;
import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodDisruptionBudget;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.sim.world.spec.FixedFleet;
import dev.nodecast.sim.world.spec.PodStartup;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Three ready pods on three machines, a fourth machine free; somebody evicts everything after a minute. */
class EvictionTest {

    private final Fixtures.Builder world = new Fixtures.Builder();
    private final Set<ObjectKey> pods = new LinkedHashSet<>();
    private final List<ObjectKey> refused = new ArrayList<>();
    private final List<Integer> allowed = new ArrayList<>();
    private int evicted;

    private void evictAllAfterAMinute(PodDisruptionBudget budget) {
        world.budgets = List.of(budget);
        world.horizonNs = HOUR;
        world.deployments = List.of(Fixtures.workers(3, 30));
        world.fleets = List.of(Fixtures.fleet(4, FixedFleet.Window.ALWAYS));
        world.podStartup.put(Fixtures.WORKER, new PodStartup(seconds(1), 0, seconds(1), seconds(4), seconds(2)));
        Autoscaler.Factory evictor = ports -> {
            ports.timers().after(60 * SECOND, () -> List.copyOf(pods).forEach(ports.cluster()::evict));
            return this::note;
        };
        new SimulatedWorld(world.build(), evictor, Journal.NONE).run();
    }

    private void note(Observation observation) {
        switch (observation) {
            case Observation.PodObserved(Pod pod) -> {
                pods.add(pod.key());
                evicted += pod.meta().deleting() ? 1 : 0;
            }
            case Observation.PodGone(ObjectKey key) -> pods.remove(key);
            case Observation.EvictionRefused(ObjectKey key) -> refused.add(key);
            case Observation.BudgetObserved(PodDisruptionBudget budget) -> allowed.add(budget.disruptionsAllowed());
            default -> {}
        }
    }

    private static PodDisruptionBudget budget(CountOrPercent minAvailable, CountOrPercent maxUnavailable) {
        return new PodDisruptionBudget(
                new ObjectMeta(
                        "prod",
                        "pdb",
                        "pdb",
                        dev.nodecast.scheduler.model.Labels.NONE,
                        dev.nodecast.scheduler.model.Labels.NONE,
                        null,
                        0,
                        null),
                LabelSelector.of("app", "ai-worker"),
                minAvailable,
                maxUnavailable,
                false,
                0);
    }

    @Test
    void maxUnavailableOneLetsOnePodGoAndRefusesTheOthers() {
        evictAllAfterAMinute(budget(null, new CountOrPercent.Count(1)));

        assertThat(evicted).isEqualTo(1);
        assertThat(refused).hasSize(2);
        // none before the pods are ready, one then, none while the replacement starts, one again
        assertThat(allowed).containsExactly(0, 1, 0, 1);
    }

    @Test
    void minAvailableOfHalfIsRoundedUp() {
        evictAllAfterAMinute(budget(new CountOrPercent.Percent(50), null));

        // 50 % of 3 is 2 available, so one may go
        assertThat(evicted).isEqualTo(1);
        assertThat(refused).hasSize(2);
    }

    @Test
    void withRoomForAllNothingIsRefused() {
        evictAllAfterAMinute(budget(new CountOrPercent.Count(0), null));

        assertThat(evicted).isEqualTo(3);
        assertThat(refused).isEmpty();
    }
}
