package dev.nodecast.scheduler.decide;

import dev.nodecast.scheduler.manifest.Manifests;
import dev.nodecast.scheduler.model.CapacityBuffer;
import dev.nodecast.scheduler.model.CapacityBuffer.Shape;
import dev.nodecast.scheduler.model.Deployment;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.PodTemplate;
import dev.nodecast.scheduler.model.StoredPodTemplate;
import dev.nodecast.scheduler.model.Workload;
import dev.nodecast.scheduler.provisioning.VirtualPods;
import dev.nodecast.scheduler.state.ClusterState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The virtual pods of the CapacityBuffers among the objects. */
final class BufferPods {

    private record Owner(String kind, ObjectKey key) {}

    private record Sized(PodTemplate template, OptionalInt replicas) {}

    private final Map<Owner, Sized> templates = new LinkedHashMap<>();
    private final List<CapacityBuffer> buffers;

    BufferPods(Manifests objects) {
        buffers = objects.values(CapacityBuffer.class);
        for (Deployment d : objects.values(Deployment.class)) {
            put("Deployment", d.meta().key(), new Sized(d.template(), OptionalInt.of(d.replicas())));
        }
        for (Workload w : objects.values(Workload.class)) {
            put(w.kind(), w.meta().key(), new Sized(w.template(), OptionalInt.of(w.pods())));
        }
        for (StoredPodTemplate t : objects.values(StoredPodTemplate.class)) {
            put(Shape.POD_TEMPLATE, t.meta().key(), new Sized(t.template(), OptionalInt.empty()));
        }
    }

    private void put(String kind, ObjectKey key, Sized sized) {
        templates.put(new Owner(kind, key), sized);
    }

    /** Adds the pods of all buffers to the state; says which buffers refer to nothing. */
    List<String> addTo(ClusterState state) {
        List<String> assumptions = new ArrayList<>();
        for (CapacityBuffer buffer : buffers) {
            Shape shape = buffer.shape();
            Sized sized = shape == null
                    ? null
                    : templates.get(
                            new Owner(shape.kind(), new ObjectKey(buffer.meta().namespace(), shape.name())));
            if (sized == null) {
                assumptions.add("CapacityBuffer " + buffer.key()
                        + " keeps no room: what it refers to is not among the objects");
            } else {
                int count = VirtualPods.count(buffer, sized.template.spec(), sized.replicas);
                state.seeVirtualPods(buffer.key(), VirtualPods.of(buffer, sized.template, count));
            }
        }
        return assumptions;
    }
}
