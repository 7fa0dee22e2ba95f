package dev.nodecast.sim.world.cluster;

import dev.nodecast.scheduler.model.DaemonSet;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.PodTemplate;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.Toleration;
import dev.nodecast.sim.engine.Simulation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The DaemonSet controller: one pod on every node that accepts the template. */
public final class DaemonSetController implements ClusterEvents {

    /** The tolerations that the controller adds to every daemon pod (Kubernetes, "DaemonSet"). */
    private static final List<Toleration> ADDED = List.of(
            tolerates("node.kubernetes.io/not-ready", Taint.Effect.NO_EXECUTE),
            tolerates("node.kubernetes.io/unreachable", Taint.Effect.NO_EXECUTE),
            tolerates("node.kubernetes.io/disk-pressure", Taint.Effect.NO_SCHEDULE),
            tolerates("node.kubernetes.io/memory-pressure", Taint.Effect.NO_SCHEDULE),
            tolerates("node.kubernetes.io/pid-pressure", Taint.Effect.NO_SCHEDULE),
            tolerates("node.kubernetes.io/unschedulable", Taint.Effect.NO_SCHEDULE),
            tolerates("node.kubernetes.io/not-ready", Taint.Effect.NO_SCHEDULE));

    private final Simulation simulation;
    private final ApiServer api;
    private final List<Daemon> daemons = new ArrayList<>();

    private record Daemon(DaemonSet set, PodTemplate template, ObjectMeta.Owner owner, Map<SimNode, SimPod> pods) {}

    public DaemonSetController(Simulation simulation, ApiServer api) {
        this.simulation = simulation;
        this.api = api;
    }

    /** The DaemonSet exists from now on. */
    public void add(DaemonSet set) {
        ObjectMeta.Owner owner =
                new ObjectMeta.Owner("DaemonSet", set.meta().name(), set.meta().uid());
        daemons.add(new Daemon(set, withTolerations(set.template()), owner, new LinkedHashMap<>()));
    }

    @Override
    public void nodeAdded(SimNode node) {
        simulation.schedule(0, () -> reconcile(node));
    }

    @Override
    public void nodeChanged(SimNode node) {
        if (daemons.stream().anyMatch(daemon -> !daemon.pods.containsKey(node))) {
            simulation.schedule(0, () -> reconcile(node));
        }
    }

    @Override
    public void podGone(SimPod pod) {
        SimNode node = pod.onlyNode();
        if (node != null) {
            daemons.forEach(daemon -> daemon.pods.remove(node, pod));
            simulation.schedule(0, () -> reconcile(node));
        }
    }

    @Override
    public void nodeGone(SimNode node) {
        daemons.forEach(daemon -> daemon.pods.remove(node));
    }

    private void reconcile(SimNode node) {
        if (node.gone() || !node.instance().running()) {
            return;
        }
        for (Daemon daemon : daemons) {
            PodSpec spec = daemon.template.spec();
            if (!daemon.pods.containsKey(node)
                    && NodeFit.tolerates(spec, node.observed())
                    && NodeFit.selects(spec, node.observed())) {
                daemon.pods.put(node, api.createPod(daemon.set.meta().key(), daemon.template, daemon.owner, node));
            }
        }
    }

    private static PodTemplate withTolerations(PodTemplate template) {
        PodSpec s = template.spec();
        List<Toleration> tolerations = new ArrayList<>(s.tolerations());
        tolerations.addAll(ADDED);
        PodSpec spec = new PodSpec(
                s.containers(),
                s.initContainers(),
                s.nodeSelector(),
                s.affinity(),
                tolerations,
                s.topologySpread(),
                s.overhead(),
                s.priority(),
                s.priorityClassName(),
                s.preemptionAllowed(),
                s.terminationGracePeriodSeconds(),
                s.attachments(),
                s.schedulingGates(),
                s.requests());
        return new PodTemplate(template.labels(), template.annotations(), spec);
    }

    private static Toleration tolerates(String key, Taint.Effect effect) {
        return new Toleration(key, Toleration.Operator.EXISTS, "", effect, null);
    }
}
