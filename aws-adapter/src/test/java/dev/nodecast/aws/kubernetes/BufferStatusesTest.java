package dev.nodecast.aws.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.journal.Note;
import dev.nodecast.scheduler.journal.Note.BufferPlanned.Chunks;
import dev.nodecast.scheduler.model.Affinity;
import dev.nodecast.scheduler.model.Attachments;
import dev.nodecast.scheduler.model.CapacityBuffer;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.PodTemplate;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.StoredPodTemplate;
import dev.nodecast.scheduler.provisioning.VirtualPods;
import dev.nodecast.scheduler.state.ClusterState;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said of capacity buffers. */
class BufferStatusesTest {

    private static final ObjectKey SPARE = new ObjectKey("prod", "spare");
    private static final PodTemplate CHUNK = new PodTemplate(
            Labels.NONE,
            Labels.NONE,
            new PodSpec(
                    List.of(),
                    List.of(),
                    Labels.NONE,
                    Affinity.NONE,
                    List.of(),
                    List.of(),
                    Resources.NONE,
                    0,
                    null,
                    true,
                    PodSpec.DEFAULT_GRACE_PERIOD_SECONDS,
                    Attachments.NONE,
                    List.of(),
                    Resources.NONE));
    private static final CapacityBuffer BUFFER = new CapacityBuffer(
            new ObjectMeta("prod", "spare", "u1", Labels.NONE, Labels.NONE, null, 0, null),
            new CapacityBuffer.Shape(CapacityBuffer.Shape.POD_TEMPLATE, "chunk"),
            2,
            null,
            Resources.NONE,
            CapacityBuffer.ACTIVE_CAPACITY);

    private final Desk desk = new Desk();
    private final SeenObjects seen = new SeenObjects();
    private final Statuses statuses = new Statuses(desk.outbox, desk, (_, _, _, _) -> {});
    private final BufferStatuses buffers = new BufferStatuses(statuses, seen);
    private final ClusterState state = new ClusterState(desk::nowNs);

    @AfterEach
    void close() {
        desk.close();
    }

    private void seen(WatchedKind kind, String name, Object value) {
        seen.take(new Change(kind, new ObjectKey("prod", name), "u", 1, value, Change.Extras.NONE));
    }

    private void chunks(int count) {
        seen(WatchedKind.CAPACITY_BUFFER, "spare", BUFFER);
        seen(
                WatchedKind.POD_TEMPLATE,
                "chunk",
                new StoredPodTemplate(
                        new ObjectMeta("prod", "chunk", "u", Labels.NONE, Labels.NONE, null, 0, null), CHUNK));
        state.seeVirtualPods(SPARE, VirtualPods.of(BUFFER, CHUNK, count));
    }

    private String written() throws InterruptedException {
        int before = desk.asked.size();
        buffers.write(state);
        desk.settle();
        return desk.asked.size() == before ? "" : desk.asked.getLast().body();
    }

    @Test
    void aBufferWithoutItsTemplateHasNoRoom() throws InterruptedException {
        seen(WatchedKind.CAPACITY_BUFFER, "spare", BUFFER);
        assertThat(written())
                .contains("\"type\":\"Provisioning\",\"status\":\"False\",\"reason\":\"NotReadyForProvisioning\"");
    }

    @Test
    void aBufferOfNoChunksIsEmpty() throws InterruptedException {
        chunks(0);
        assertThat(written()).contains("\"type\":\"Provisioning\",\"status\":\"False\",\"reason\":\"BufferEmpty\"");
    }

    @Test
    void aBufferSaysWhetherItsChunksAreThereByTheLastPlan() throws InterruptedException {
        chunks(2);
        assertThat(written()).as("nothing is planned yet").contains("Resolved").doesNotContain("\"Provisioning\"");

        buffers.planned(new Note.BufferPlanned(SPARE, new Chunks(1, 1, 0)));
        assertThat(written())
                .contains("\"type\":\"Provisioning\",\"status\":\"False\",\"reason\":\"RequiresNewCapacity\","
                        + "\"message\":\"1/2 virtual pods required new capacity, 0 failed\"");

        buffers.planned(new Note.BufferPlanned(SPARE, new Chunks(2, 0, 0)));
        assertThat(written())
                .contains("\"type\":\"Provisioning\",\"status\":\"True\",\"reason\":\"FitsExistingCapacity\","
                        + "\"message\":\"All 2 virtual pods fit on existing capacity\"");
    }

    @Test
    void whatWasSaidHoldsUntilAPlanHasAllChunks() throws InterruptedException {
        chunks(2);
        buffers.planned(new Note.BufferPlanned(SPARE, new Chunks(2, 0, 0)));
        written();
        chunks(3);
        assertThat(written())
                .contains("\"replicas\":3")
                .contains("\"type\":\"Provisioning\",\"status\":\"True\"")
                .contains("All 2 virtual pods");
    }
}
