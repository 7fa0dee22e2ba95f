package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.Affinity;
import dev.nodecast.scheduler.model.Container;
import dev.nodecast.scheduler.model.DaemonSet;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.Resources;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the next pod of a daemonset will ask for. */
final class DaemonPods {

    private DaemonPods() {}

    /**
     * The newest pod of a daemonset says what its pods ask for, since admission may have changed them; the template says
     * where they may go. Without a pod the template says both, and what has a limit only is asked for as far as the limit.
     */
    static PodSpec next(DaemonSet daemonSet, @Nullable Pod newest) {
        PodSpec template = daemonSet.template().spec();
        if (newest == null) {
            return withLimitsAsRequests(template);
        }
        Affinity stated = template.affinity();
        if (stated.requiredNodeTerms().isEmpty()) {
            return newest.spec();
        }
        Affinity own = newest.spec().affinity();
        return newest.spec().withAffinity(own.withRequiredNodeTerms(stated.requiredNodeTerms()));
    }

    private static PodSpec withLimitsAsRequests(PodSpec spec) {
        List<Container> containers =
                spec.containers().stream().map(DaemonPods::asking).toList();
        List<Container> inits =
                spec.initContainers().stream().map(DaemonPods::asking).toList();
        Resources requests = PodSpec.requestsOf(containers, inits, spec.overhead());
        Resources stated = PodSpec.requestsOf(spec.containers(), spec.initContainers(), spec.overhead());
        return requests.equals(stated) ? spec : spec.withRequests(requests);
    }

    private static Container asking(Container container) {
        Map<String, Long> requests = new TreeMap<>(container.limits().asMap());
        requests.putAll(container.requests().asMap());
        return new Container(
                container.name(),
                container.image(),
                Resources.of(requests),
                container.limits(),
                container.hostPorts(),
                container.sidecar(),
                container.env());
    }
}
