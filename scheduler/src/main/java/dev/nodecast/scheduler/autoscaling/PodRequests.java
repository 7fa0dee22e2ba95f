package dev.nodecast.scheduler.autoscaling;

import dev.nodecast.scheduler.autoscaling.hpa.ObservedPod;
import dev.nodecast.scheduler.model.Container;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.Resources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A pod's requests as a Utilization target divides by them: containers and sidecars, in thousandths. */
public final class PodRequests {

    private static final long MILLI = 1000;

    private PodRequests() {}

    /** The requests of a pod of this specification. */
    public static ObservedPod.Requests of(PodSpec spec) {
        List<ObservedPod.Container> containers = new ArrayList<>();
        spec.containers().forEach(container -> containers.add(observed(container)));
        spec.initContainers().stream()
                .filter(Container::sidecar)
                .forEach(container -> containers.add(observed(container)));
        return new ObservedPod.Requests(null, containers);
    }

    private static ObservedPod.Container observed(Container container) {
        Map<String, Long> milli = new LinkedHashMap<>();
        container
                .requests()
                .forEach((resource, amount) ->
                        milli.put(resource, resource.equals(Resources.CPU) ? amount : amount * MILLI));
        return new ObservedPod.Container(container.name(), milli);
    }
}
