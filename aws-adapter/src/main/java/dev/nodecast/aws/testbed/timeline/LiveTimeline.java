package dev.nodecast.aws.testbed.timeline;

import dev.nodecast.scenarios.trajectory.Onlooker;
import dev.nodecast.scenarios.trajectory.Recording;
import dev.nodecast.scenarios.trajectory.Trajectory;
import dev.nodecast.sim.world.spec.PlannedAction;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Does on a live cluster, in real time, what the folder of a recorded run says. */
public final class LiveTimeline {

    private static final long MS_NS = 1_000_000L;
    private static final String KARPENTER = "karpenter.sh/v1";

    private final KubernetesClient client;
    private final Trajectory trajectory;
    private final Path folder;

    public LiveTimeline(KubernetesClient client, Trajectory trajectory, Path folder) {
        this.client = client;
        this.trajectory = trajectory;
        this.folder = folder;
    }

    /** Applies the folder's manifests as they are. */
    public void apply() throws IOException {
        try (InputStream manifests = Files.newInputStream(folder.resolve("manifests.yaml"))) {
            for (HasMetadata object : client.load(manifests).items()) {
                client.resource(object).serverSideApply();
            }
        }
    }

    /** Waits, acts, and tells what was seen; returns at the timeline's end. */
    public Recording play(Duration settle) throws IOException, InterruptedException {
        JsonNode actions = JsonMapper.shared()
                .readTree(Files.readString(folder.resolve("timeline.json")))
                .path("actions");
        Thread.sleep(settle);
        long startNs = System.nanoTime();
        Onlooker onlooker = new Onlooker();
        try (ClusterCamera _ =
                new ClusterCamera(client, trajectory.types(), onlooker, () -> (System.nanoTime() - startNs) / MS_NS)) {
            for (int i = 0; i < trajectory.actions().size(); i++) {
                PlannedAction action = trajectory.actions().get(i);
                sleepUntil(startNs + action.atNs());
                act(action.change(), actions.path(i));
            }
            sleepUntil(startNs + trajectory.endNs());
        }
        return onlooker.recording(trajectory);
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        long leftNs = nanos - System.nanoTime();
        if (leftNs > 0) {
            Thread.sleep(Duration.ofNanos(leftNs));
        }
    }

    private void act(PlannedAction.Change change, JsonNode written) {
        switch (change) {
            case PlannedAction.Change.Scale scale ->
                client.apps()
                        .deployments()
                        .inNamespace(scale.deployment().namespace())
                        .withName(scale.deployment().name())
                        .scale(scale.replicas());
            case PlannedAction.Change.ApplyNodePool pool ->
                client.genericKubernetesResources(KARPENTER, "NodePool")
                        .withName(pool.pool().name())
                        .patch(
                                PatchContext.of(PatchType.JSON_MERGE),
                                written.path("patch").toString());
            case PlannedAction.Change.DeleteNodeClaim delete ->
                client.resource(claim(delete.index())).delete();
            case PlannedAction.Change.DeleteNode delete ->
                client.nodes()
                        .withName(String.valueOf(claim(delete.index()).<Object>get("status", "nodeName")))
                        .delete();
        }
    }

    /** Of the claims that are not being deleted, by the second of their creation and their names. */
    private GenericKubernetesResource claim(int index) {
        List<GenericKubernetesResource> live =
                client.genericKubernetesResources(KARPENTER, "NodeClaim").list().getItems().stream()
                        .filter(claim -> claim.getMetadata().getDeletionTimestamp() == null)
                        .sorted(Comparator.comparing((GenericKubernetesResource claim) ->
                                        claim.getMetadata().getCreationTimestamp())
                                .thenComparing(claim -> claim.getMetadata().getName()))
                        .toList();
        return live.get(index);
    }
}
