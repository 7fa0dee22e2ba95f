package dev.nodecast.sim.world.cluster;

import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.sim.world.cloud.Instance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/** A Node in the API server, the pods bound to it, and the instance below it. Only {@link ApiServer} changes it. */
public final class SimNode {

    private final Instance instance;
    private final SequencedSet<SimPod> pods = new LinkedHashSet<>();
    private final List<Taint> removedForGood = new ArrayList<>();
    private Node observed;
    private Resources requested = Resources.NONE;
    private Resources free;
    private long scoredCpuMilli;
    private long scoredMemory;
    boolean gone;

    SimNode(Instance instance, Node observed) {
        this.instance = instance;
        this.observed = observed;
        this.free = observed.allocatable();
    }

    public String name() {
        return observed.name();
    }

    public Instance instance() {
        return instance;
    }

    /** The Node as an observer sees it now. */
    public Node observed() {
        return observed;
    }

    /** The pods bound to it, those that are ending included, in the order they came. */
    public Collection<SimPod> pods() {
        return Collections.unmodifiableCollection(pods);
    }

    /** What its pods ask for together. */
    public Resources requested() {
        return requested;
    }

    /** What is left for further pods. */
    public Resources free() {
        return free;
    }

    /** What kube-scheduler's scores count for its pods together. */
    public ScoredRequests scored() {
        return new ScoredRequests(scoredCpuMilli, scoredMemory);
    }

    /** Whether the Node object has been deleted. */
    public boolean gone() {
        return gone;
    }

    void see(Node node) {
        observed = node;
        free = node.allocatable().minus(requested);
    }

    void bind(SimPod pod) {
        pods.add(pod);
        scoredCpuMilli += pod.scored().cpuMilli();
        scoredMemory += pod.scored().memoryBytes();
        requested = requested.plus(pod.spec().requests());
        free = observed.allocatable().minus(requested);
    }

    void unbind(SimPod pod) {
        if (pods.remove(pod)) {
            scoredCpuMilli -= pod.scored().cpuMilli();
            scoredMemory -= pod.scored().memoryBytes();
            requested = requested.minus(pod.spec().requests());
            free = observed.allocatable().minus(requested);
        }
    }

    /** Remembers that the owner of a taint has taken it away, so that a writer with an older view cannot bring it back. */
    void removeForGood(Taint taint) {
        removedForGood.add(taint);
    }

    boolean isRemovedForGood(Taint taint) {
        return removedForGood.stream().anyMatch(taint::matches);
    }
}
