package dev.nodecast.sim.world;

import dev.nodecast.scheduler.control.Ports;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.CloudProvider.LaunchRequest;
import dev.nodecast.scheduler.port.CloudProvider.Override;
import dev.nodecast.scheduler.port.Observation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A scripted stand-in for the control loop: one spot node for every pod that kube-scheduler cannot place, drained when
 * EC2 announces its end or when it has been empty for a minute.
 */
final class OneNodePerPod implements Autoscaler {

    private static final long EMPTY_NS = Fixtures.MINUTE;

    private final Ports ports;
    private final Map<ObjectKey, Pod> pods = new LinkedHashMap<>();
    private final Map<ObjectKey, String> claimOfPod = new LinkedHashMap<>();
    private final Map<String, String> nodeOfClaim = new LinkedHashMap<>();
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, String> claimOfInstance = new LinkedHashMap<>();
    private final List<String> draining = new ArrayList<>();
    private NodePool pool = Fixtures.pool("gpu-spot");
    private int claims;

    OneNodePerPod(Ports ports) {
        this.ports = ports;
    }

    @java.lang.Override
    public void observe(Observation observation) {
        switch (observation) {
            case Observation.PodObserved(Pod pod) -> {
                pods.put(pod.key(), pod);
                if (pod.provisionable() && !claimOfPod.containsKey(pod.key())) {
                    request(pod);
                }
            }
            case Observation.PodGone(ObjectKey key) -> {
                Pod gone = pods.remove(key);
                if (gone != null && gone.nodeName() != null) {
                    podLeft(gone.nodeName());
                }
            }
            case Observation.NodeObserved(Node node) -> nodeSeen(node);
            case Observation.NodeGone(String name) -> nodes.remove(name);
            case Observation.NodePoolObserved(NodePool seen) -> pool = seen;
            case Observation.Launched launched -> claimOfInstance.put(launched.providerId(), launched.nodeClaim());
            case Observation.LaunchFailed failed -> claimOfPod.values().remove(failed.nodeClaim());
            case Observation.Interruption(Observation.Interruption.Kind kind, String providerId) -> {
                if (kind == Observation.Interruption.Kind.SPOT_INTERRUPTION) {
                    drain(nodeOfClaim.get(claimOfInstance.get(providerId)));
                }
            }
            case Observation.InstanceGone(String providerId) -> {
                String claim = claimOfInstance.remove(providerId);
                ports.cluster().deleteNode(nodeOfClaim.getOrDefault(claim, ""));
                ports.cluster().releaseNodeClaim(claim == null ? "" : claim);
            }
            default -> {}
        }
    }

    private void request(Pod pod) {
        String name = "claim-" + claims++;
        claimOfPod.put(pod.key(), name);
        ObjectMeta meta = ObjectMeta.named(name)
                .withLabels(Labels.of(new TreeMap<>(Map.of(WellKnown.NODE_POOL, pool.name(), "role", "gpu-worker"))));
        NodeClaim.NodeClassRef ref = pool.template().nodeClassRef();
        ports.cluster()
                .createNodeClaim(new NodeClaim(
                        meta, List.of(), List.of(), List.of(), Resources.NONE, ref, null, null, NodeClaim.Status.NEW));
        List<Override> overrides = new ArrayList<>();
        ports.cloud()
                .instanceTypes(pool)
                .forEach(type -> type.offerings().stream()
                        .filter(offering -> offering.spot())
                        .forEach(o -> overrides.add(new Override(type.name(), o.zone(), o.priceMicroUsdPerHour()))));
        ports.cloud().launch(new LaunchRequest(name, pool.name(), WellKnown.SPOT, overrides));
    }

    private void nodeSeen(Node node) {
        nodes.put(node.name(), node);
        String claim = claimOfInstance.get(node.providerId());
        if (claim != null) {
            nodeOfClaim.put(claim, node.name());
        }
        if (node.hasTaint(WellKnown.UNREGISTERED)) {
            List<Taint> taints = new ArrayList<>(node.taints());
            taints.removeIf(taint -> taint.matches(WellKnown.UNREGISTERED));
            ports.cluster().updateNode(node.withTaints(taints));
        }
    }

    private void drain(String nodeName) {
        Node node = nodes.get(nodeName == null ? "" : nodeName);
        if (node == null || draining.contains(nodeName)) {
            return;
        }
        draining.add(nodeName);
        List<Taint> taints = new ArrayList<>(node.taints());
        taints.add(WellKnown.DISRUPTED);
        ports.cluster().updateNode(node.withTaints(taints));
        for (Pod pod : podsOn(nodeName)) {
            ports.cluster().evict(pod.key());
        }
        podLeft(nodeName);
    }

    private void podLeft(String nodeName) {
        Node node = nodes.get(nodeName);
        if (node == null || !podsOn(nodeName).isEmpty()) {
            return;
        }
        if (draining.contains(nodeName)) {
            ports.cloud().terminate(node.providerId());
        } else {
            ports.timers().after(EMPTY_NS, () -> {
                if (podsOn(nodeName).isEmpty()) {
                    drain(nodeName);
                }
            });
        }
    }

    private List<Pod> podsOn(String nodeName) {
        return pods.values().stream()
                .filter(pod -> nodeName.equals(pod.nodeName()) && !pod.meta().ownedBy("DaemonSet"))
                .toList();
    }
}
