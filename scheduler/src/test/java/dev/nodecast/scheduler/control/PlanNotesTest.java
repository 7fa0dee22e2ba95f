package dev.nodecast.scheduler.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.journal.Note;
import dev.nodecast.scheduler.journal.Note.BufferPlanned.Chunks;
import dev.nodecast.scheduler.model.CapacityBuffer;
import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.PodTemplate;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.ClusterPort.Workload;
import dev.nodecast.scheduler.port.Observation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people are told of plans. A node holds one GPU pod. */
class PlanNotesTest {

    private static final Workload WEB = new Workload("Deployment", new ObjectKey("prod", "web"));
    private static final ObjectKey SPARE = new ObjectKey("prod", "spare");

    private final ScriptedWorld world = new ScriptedWorld();
    private final ControlLoop loop = new ControlLoop(world.ports(), Settings.defaults());

    @BeforeEach
    void twoTypesAreSold() {
        world.types =
                List.of(Given.gpuType("g4dn.xlarge", 300_000, 650_000), Given.gpuType("g5.xlarge", 400_000, 900_000));
        loop.start();
    }

    private void pool(NodeSelectorRequirement requirement) {
        NodePool pool = Given.pool("gpu", Given.whenEmptyAfterSeconds(0), null);
        NodePool.Template of = pool.template();
        loop.observe(new Observation.NodePoolObserved(new NodePool(
                pool.meta(),
                new NodePool.Template(
                        of.labels(),
                        of.annotations(),
                        List.of(requirement),
                        List.of(),
                        List.of(),
                        of.nodeClassRef(),
                        null,
                        null),
                pool.disruption(),
                Resources.NONE,
                null,
                0,
                null)));
    }

    private <T extends Note> List<T> told(Class<T> kind) {
        List<T> told =
                world.notes.stream().filter(kind::isInstance).map(kind::cast).toList();
        world.notes.clear();
        return told;
    }

    @Test
    void aPoolOfWhoseTypesNoneWillDoIsToldOfWithEachPlanAndWhileItHolds() {
        pool(NodeSelectorRequirement.in(WellKnown.INSTANCE_TYPE, "m5.large"));
        world.passSeconds(5);
        assertThat(told(Note.NoInstanceTypes.class))
                .as("nobody wants a node of it")
                .isEmpty();

        loop.observe(new Observation.PodObserved(Given.pendingGpuPod("p")));
        world.passSeconds(1);
        assertThat(told(Note.NoInstanceTypes.class)).containsExactly(new Note.NoInstanceTypes("gpu", false));
        world.passSeconds(10);
        assertThat(told(Note.NoInstanceTypes.class)).containsExactly(new Note.NoInstanceTypes("gpu", false));
    }

    @Test
    void aPoolWhoseMinValuesCannotBeMetSaysThatItIsThey() {
        pool(new NodeSelectorRequirement(
                WellKnown.INSTANCE_TYPE,
                NodeSelectorRequirement.Operator.IN,
                List.of("g4dn.xlarge", "g5.xlarge", "g6.xlarge"),
                3));
        loop.observe(new Observation.PodObserved(Given.pendingGpuPod("p")));
        world.passSeconds(1);
        assertThat(told(Note.NoInstanceTypes.class)).containsExactly(new Note.NoInstanceTypes("gpu", true));
    }

    @Test
    void aPoolThatCanLaunchSomethingIsNotToldOf() {
        pool(NodeSelectorRequirement.in(WellKnown.INSTANCE_TYPE, "g5.xlarge", "m5.large"));
        loop.observe(new Observation.PodObserved(Given.pendingGpuPod("p")));
        world.passSeconds(1);
        assertThat(told(Note.NoInstanceTypes.class)).isEmpty();
        assertThat(world.launches).hasSize(1);
    }

    @Test
    void aBufferIsToldWhereItsChunksAre() {
        pool(NodeSelectorRequirement.in(WellKnown.INSTANCE_TYPE, "g4dn.xlarge"));
        loop.observe(new Observation.PodTemplateObserved(
                WEB,
                new PodTemplate(
                        Labels.of("app", "web"),
                        Labels.NONE,
                        Given.pendingGpuPod("p").spec())));
        loop.observe(new Observation.WorkloadObserved(WEB, 4, 4, LabelSelector.of("app", "web")));
        loop.observe(new Observation.CapacityBufferObserved(new CapacityBuffer(
                new ObjectMeta("prod", "spare", "u1", Labels.NONE, Labels.NONE, null, 0, null),
                new CapacityBuffer.Shape("Deployment", "web"),
                2,
                null,
                Resources.NONE,
                CapacityBuffer.ACTIVE_CAPACITY)));
        world.passSeconds(1);
        assertThat(told(Note.BufferPlanned.class)).containsExactly(new Note.BufferPlanned(SPARE, new Chunks(0, 2, 0)));

        List.copyOf(world.claims.keySet()).forEach(this::launched);
        world.passSeconds(60);
        assertThat(told(Note.BufferPlanned.class).getLast())
                .isEqualTo(new Note.BufferPlanned(SPARE, new Chunks(2, 0, 0)));
    }

    @Test
    void aChunkThatNoNodeCanBeMadeForHasFailed() {
        pool(NodeSelectorRequirement.in(WellKnown.INSTANCE_TYPE, "m5.large"));
        loop.observe(new Observation.PodTemplateObserved(
                new Workload(CapacityBuffer.Shape.POD_TEMPLATE, new ObjectKey("prod", "chunk")),
                new PodTemplate(
                        Labels.NONE, Labels.NONE, Given.pendingGpuPod("p").spec())));
        loop.observe(new Observation.CapacityBufferObserved(new CapacityBuffer(
                new ObjectMeta("prod", "spare", "u1", Labels.NONE, Labels.NONE, null, 0, null),
                new CapacityBuffer.Shape(CapacityBuffer.Shape.POD_TEMPLATE, "chunk"),
                1,
                null,
                Resources.NONE,
                CapacityBuffer.ACTIVE_CAPACITY)));
        world.passSeconds(1);
        assertThat(told(Note.BufferPlanned.class)).containsExactly(new Note.BufferPlanned(SPARE, new Chunks(0, 0, 1)));
    }

    private void launched(String claim) {
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
    }
}
