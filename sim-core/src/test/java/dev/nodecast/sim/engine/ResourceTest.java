package dev.nodecast.sim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ResourceTest {

    private final Simulation simulation = new Simulation();
    private final List<Long> granted = new ArrayList<>();
    private final EventHandler grant = (kind, payload) -> granted.add(payload);

    @Test
    void unitsAreGivenOutFirstComeFirstServed() {
        Resource resource = new Resource(simulation, 2);
        for (int i = 0; i < 5; i++) {
            resource.acquire(grant, 0, i);
        }
        assertThat(granted).containsExactly(0L, 1L);

        resource.release();
        resource.release();

        assertThat(granted).containsExactly(0L, 1L, 2L, 3L);
        assertThat(resource.busy().level()).isEqualTo(2);
        assertThat(resource.waiting().level()).isEqualTo(1);
    }

    @Test
    void theOrderSurvivesTheGrowthOfATurnedRing() {
        Resource resource = new Resource(simulation, 1);
        for (int i = 0; i < 12; i++) {
            resource.acquire(grant, 0, i);
        }
        for (int i = 0; i < 8; i++) {
            resource.release();
        }
        for (int i = 12; i < 100; i++) {
            resource.acquire(grant, 0, i);
        }
        while (granted.size() < 100) {
            resource.release();
        }

        assertThat(granted)
                .containsExactlyElementsOf(LongStream.range(0, 100).boxed().toList());
    }

    @Test
    void theLevelsAreAveragedOverTime() {
        // One unit: taken from 0 to 30; the second asks at 10 and waits until 20.
        Resource resource = new Resource(simulation, 1);
        resource.acquire(grant, 0, 0);
        simulation.schedule(10, () -> resource.acquire(grant, 0, 1));
        simulation.schedule(20, resource::release);
        simulation.schedule(30, resource::release);

        simulation.runUntil(40);

        assertThat(resource.busy().average(40)).isEqualTo(30.0 / 40);
        assertThat(resource.waiting().average(40)).isEqualTo(10.0 / 40);
    }

    @Test
    void misuseIsRefused() {
        assertThatThrownBy(() -> new Resource(simulation, 0))
                .hasMessage("a resource needs a capacity of at least 1, but got 0");
        assertThatThrownBy(() -> new Resource(simulation, 3).release())
                .hasMessage("a unit was released although all 3 are free; release once for each grant");
    }
}
