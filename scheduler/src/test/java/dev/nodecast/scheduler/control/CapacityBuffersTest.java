package dev.nodecast.scheduler.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.model.CapacityBuffer;
import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.PodTemplate;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.ClusterPort.Workload;
import dev.nodecast.scheduler.port.Observation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Room that is kept free: nodes are launched and kept for pods that are not there. A node holds one GPU pod. */
class CapacityBuffersTest {

    private static final Workload WEB = new Workload("Deployment", new ObjectKey("prod", "web"));

    /** Longer than the interval at which buffers are looked at, as that of real nodes. */
    private static final double BOOT_S = 40;

    private final ScriptedWorld world = new ScriptedWorld();
    private final ControlLoop loop = new ControlLoop(world.ports(), Settings.defaults());

    @BeforeEach
    void aPoolThatRemovesEmptyNodesAtOnceAndAWorkload() {
        world.types = List.of(Given.gpuType("g4dn.xlarge", 300_000, 650_000));
        loop.observe(new Observation.NodePoolObserved(Given.pool("gpu", Given.whenEmptyAfterSeconds(0), null)));
        loop.observe(new Observation.PodTemplateObserved(
                WEB,
                new PodTemplate(
                        Labels.of("app", "web"),
                        Labels.NONE,
                        Given.pendingGpuPod("p").spec())));
        scale(4);
        loop.start();
    }

    private void scale(int replicas) {
        loop.observe(new Observation.WorkloadObserved(WEB, replicas, replicas, LabelSelector.of("app", "web")));
    }

    private void buffer(@Nullable Integer replicas, @Nullable Integer percentage) {
        loop.observe(new Observation.CapacityBufferObserved(new CapacityBuffer(
                new ObjectMeta("prod", "spare", "u1", Labels.NONE, Labels.NONE, null, 0, null),
                new CapacityBuffer.Shape("Deployment", "web"),
                replicas,
                percentage,
                Resources.NONE,
                CapacityBuffer.ACTIVE_CAPACITY)));
    }

    private void up(String claim, String node) {
        var type = world.types.getFirst();
        loop.observe(new Observation.Launched(
                claim,
                "i-" + claim,
                new Observation.Offer(type.name(), "a", WellKnown.SPOT, 300_000),
                Labels.of(Map.of(
                        WellKnown.INSTANCE_TYPE,
                        type.name(),
                        WellKnown.ZONE,
                        "a",
                        WellKnown.CAPACITY_TYPE,
                        WellKnown.SPOT)),
                type.capacity(),
                type.allocatable()));
        world.passSeconds(BOOT_S);
        loop.observe(new Observation.NodeObserved(Given.registering(world.claims.get(claim), node, true)));
    }

    @Test
    void aNodeIsLaunchedForARoomThatNobodyNeedsYet() {
        buffer(1, null);
        world.passSeconds(1);
        assertThat(world.launches).hasSize(1);
    }

    @Test
    void theNodeStaysAlthoughItIsEmptyAndGoesWhenTheBufferGoes() {
        buffer(1, null);
        world.passSeconds(1);
        up(world.claims.keySet().iterator().next(), "n1");
        world.takeCommands();
        world.passSeconds(900);
        assertThat(world.launches).hasSize(1);
        assertThat(world.takeCommands()).noneMatch(command -> command.startsWith("delete claim"));

        loop.observe(new Observation.CapacityBufferGone(new ObjectKey("prod", "spare")));
        world.passSeconds(900);
        assertThat(world.takeCommands()).anyMatch(command -> command.startsWith("delete claim"));
    }

    @Test
    void whenARealPodTakesTheRoomAnotherNodeIsLaunched() {
        buffer(1, null);
        world.passSeconds(1);
        up(world.claims.keySet().iterator().next(), "n1");
        loop.observe(new Observation.PodObserved(Given.runningGpuPod("w1", "n1")));
        // It is 41 s: the buffer is looked at every 30 s; a batch window of 1 s follows.
        world.passSeconds(19.9);
        assertThat(world.launches).hasSize(1);
        world.passSeconds(0.1);
        assertThat(world.launches).hasSize(2);
    }

    @Test
    void aShareOfAWorkloadFollowsItsReplicas() {
        buffer(null, 25);
        world.passSeconds(1);
        assertThat(world.launches).hasSize(1);
        up(world.claims.keySet().iterator().next(), "n1");
        scale(12);
        world.passSeconds(19.9);
        assertThat(world.launches).hasSize(1);
        world.passSeconds(0.1);
        assertThat(world.launches).hasSize(3);
    }

    @Test
    void aBufferWithoutItsTemplateWaitsForIt() {
        Workload template = new Workload(CapacityBuffer.Shape.POD_TEMPLATE, new ObjectKey("prod", "chunk"));
        loop.observe(new Observation.CapacityBufferObserved(new CapacityBuffer(
                new ObjectMeta("prod", "spare", "u1", Labels.NONE, Labels.NONE, null, 0, null),
                new CapacityBuffer.Shape(CapacityBuffer.Shape.POD_TEMPLATE, "chunk"),
                2,
                null,
                Resources.NONE,
                CapacityBuffer.ACTIVE_CAPACITY)));
        world.passSeconds(5);
        assertThat(world.launches).isEmpty();
        loop.observe(new Observation.PodTemplateObserved(
                template,
                new PodTemplate(
                        Labels.NONE, Labels.NONE, Given.pendingGpuPod("p").spec())));
        world.passSeconds(1);
        assertThat(world.launches).hasSize(2);
    }

    @Test
    void virtualPodsThatFindNoPlaceAreNobodysError() {
        world.types = List.of();
        buffer(1, null);
        world.passSeconds(60);
        assertThat(world.decisions).noneMatch(Decision.PodUnschedulable.class::isInstance);
    }
}
