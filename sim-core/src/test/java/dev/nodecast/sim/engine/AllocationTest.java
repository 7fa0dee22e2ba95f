package dev.nodecast.sim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class AllocationTest {

    private static final int OPERATIONS = 100_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Simulation simulation = new Simulation();
    private final EventHandler handler = this::scheduleTwoAndCancelOne;

    @Test
    void schedulingAndCancellingWithAReusedHandlerAllocatesNothing() {
        for (int i = 0; i < 100; i++) {
            simulation.schedule(i, handler, 0, i);
        }
        assertThat(bytesPerEvent()).isLessThan(0.1);
    }

    @Test
    void movingATimerAllocatesNothing() {
        Timer moved = simulation.timer(() -> {});
        simulation.timer(() -> moved.start(1_000)).startEvery(1);

        assertThat(bytesPerEvent()).isLessThan(0.1);
    }

    private void scheduleTwoAndCancelOne(int kind, long payload) {
        simulation.schedule(100, handler, kind, payload);
        simulation.cancel(simulation.schedule(50, handler, kind, payload));
    }

    private double bytesPerEvent() {
        handleEvents();
        long before = threads.getCurrentThreadAllocatedBytes();
        handleEvents();
        return (double) (threads.getCurrentThreadAllocatedBytes() - before) / OPERATIONS;
    }

    private void handleEvents() {
        for (int i = 0; i < OPERATIONS; i++) {
            simulation.step();
        }
    }
}
