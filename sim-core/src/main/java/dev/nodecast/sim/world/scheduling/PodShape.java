package dev.nodecast.sim.world.scheduling;

import dev.nodecast.scheduler.model.Affinity;
import dev.nodecast.scheduler.model.Affinity.PodTerm;
import dev.nodecast.scheduler.model.Affinity.PreferredPod;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.TopologySpreadConstraint;
import dev.nodecast.sim.world.cluster.SimNode;
import dev.nodecast.sim.world.cluster.SimPod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pods that nothing in kube-scheduler can tell apart: those of one template. What is found out for one holds for all. */
final class PodShape {

    /** What filters and scores look at. */
    record Key(String namespace, ObjectKey workload, PodSpec spec, Labels labels, Optional<SimNode> onlyNode) {
        static Key of(SimPod pod) {
            return new Key(
                    pod.meta().namespace(),
                    pod.workload(),
                    pod.spec(),
                    pod.meta().labels(),
                    Optional.ofNullable(pod.onlyNode()));
        }
    }

    private final Key key;
    private final @Nullable String device;
    private final boolean takesPorts;
    private final boolean looksAtPods;
    private final boolean prefersPods;
    private final boolean prefersSpread;

    /** The state of the cluster in which no node was found for it; -1 for none. */
    long failedAtVersion = -1;

    /** Why, at that time. */
    Rejection rejection = Rejection.NO_NODES;

    PodShape(Key key) {
        this.key = key;
        this.device = deviceOf(key.spec.requests());
        Affinity affinity = key.spec.affinity();
        this.takesPorts = key.spec.containers().stream()
                .anyMatch(container -> !container.hostPorts().isEmpty());
        this.looksAtPods = !affinity.requiredPods().isEmpty()
                || !affinity.requiredAntiPods().isEmpty()
                || key.spec.topologySpread().stream().anyMatch(TopologySpreadConstraint::required);
        this.prefersPods = !affinity.preferredPods().isEmpty()
                || !affinity.preferredAntiPods().isEmpty();
        this.prefersSpread = key.spec.topologySpread().stream().anyMatch(constraint -> !constraint.required());
    }

    private static @Nullable String deviceOf(Resources requests) {
        for (String name : requests.names()) {
            if (name.indexOf('/') >= 0 && requests.get(name) > 0) {
                return name;
            }
        }
        return null;
    }

    PodSpec spec() {
        return key.spec;
    }

    Labels labels() {
        return key.labels;
    }

    String namespace() {
        return key.namespace;
    }

    ObjectKey workload() {
        return key.workload;
    }

    /** The one node it may be on; null where it may be on any. */
    @Nullable
    SimNode onlyNode() {
        return key.onlyNode.orElse(null);
    }

    /** An extended resource that it asks for; null where it asks for none. */
    @Nullable
    String device() {
        return device;
    }

    /** Whether it takes ports of its node. */
    boolean takesPorts() {
        return takesPorts;
    }

    /** Whether the pods that are there decide where it may go. */
    boolean looksAtPods() {
        return looksAtPods;
    }

    /** Whether it prefers to be near some pods, or far from them. */
    boolean prefersPods() {
        return prefersPods;
    }

    /** Whether it states a spread with ScheduleAnyway. */
    boolean prefersSpread() {
        return prefersSpread;
    }

    /** Whether one of its required spread constraints is about the pod, which may be going or gone. */
    boolean spreadsOver(SimPod pod) {
        for (TopologySpreadConstraint constraint : key.spec.topologySpread()) {
            if (constraint.required() && PodSelection.concerned(constraint, this, pod)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it has to be near some pods, and all of its terms are about this one. */
    boolean isDrawnTo(SimPod pod) {
        List<PodTerm> terms = key.spec.affinity().requiredPods();
        return !terms.isEmpty() && terms.stream().allMatch(term -> PodSelection.selected(term, this, pod));
    }

    /** Whether one of the two may not be near the other. */
    boolean isKeptApartFrom(SimPod pod) {
        return key.spec.affinity().requiredAntiPods().stream().anyMatch(term -> PodSelection.selected(term, this, pod))
                || pod.spec().affinity().requiredAntiPods().stream()
                        .anyMatch(term -> PodSelection.selectedBy(pod, term, this));
    }

    /** Its preferred terms, those of avoidance with negative weights. */
    Iterable<WeightedTerm> preferredTerms() {
        return WeightedTerm.preferred(key.spec.affinity());
    }

    /** A term with what it counts for each pod. */
    record WeightedTerm(int weight, PodTerm term) {

        static List<WeightedTerm> preferred(Affinity affinity) {
            List<WeightedTerm> terms = new ArrayList<>();
            for (PreferredPod preferred : affinity.preferredPods()) {
                terms.add(new WeightedTerm(preferred.weight(), preferred.term()));
            }
            for (PreferredPod avoided : affinity.preferredAntiPods()) {
                terms.add(new WeightedTerm(-avoided.weight(), avoided.term()));
            }
            return terms;
        }
    }
}
