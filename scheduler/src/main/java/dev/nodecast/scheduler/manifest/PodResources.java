package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.model.Container;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.Resources;
import java.util.List;

/**
 * What a pod asks for as a whole, beside what its containers ask for (KEP-2837).
 *
 * @param defaulting whether limits and containers stand in for absent requests, as the API server's defaults make them
 */
record PodResources(Resources stated, Resources limits, boolean defaulting) {

    static PodResources read(Fields resources, boolean defaulting) {
        resources.ignore("claims");
        return new PodResources(
                AmountReader.resources(resources, "requests"), AmountReader.resources(resources, "limits"), defaulting);
    }

    /** The requests of the pod as a whole: of what it does not name, those of its containers before its own limits. */
    Resources requests(List<Container> containers, List<Container> initContainers) {
        if (!defaulting || (stated.isEmpty() && limits.isEmpty())) {
            return stated;
        }
        Resources sum = PodSpec.requestsOf(containers, initContainers, Resources.NONE);
        return completed(completed(stated, sum), limits);
    }

    private static Resources completed(Resources requests, Resources others) {
        Resources completed = requests;
        for (String name : others.names()) {
            if (PodSpec.ofWholePods(name) && !requests.names(name)) {
                completed = completed.with(name, others.get(name));
            }
        }
        return completed;
    }
}
