package dev.nodecast.sim.world.cluster;

import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.random.Distribution;
import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.world.cloud.Instance;
import dev.nodecast.sim.world.cloud.InstanceEvents;
import dev.nodecast.sim.world.measure.GpuTime;
import dev.nodecast.sim.world.spec.NodeStartup;
import dev.nodecast.sim.world.spec.Seconds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * From a running instance to a node that offers everything, and what becomes of the Node when its instance is lost: the
 * kubelet's registration, the network plug-in, the owners of startup taints, the device plug-in, the node controllers.
 */
public final class NodeAgents implements InstanceEvents, ClusterEvents {

    /** Odd, so that no address repeats before all have been given out. */
    private static final long ADDRESS_STEP = 0x9E_37_79;

    private final Simulation simulation;
    private final ApiServer api;
    private final NodeStartup startup;
    private final RandomStreams streams;
    private final Map<Instance, SimNode> nodes = new LinkedHashMap<>();

    public NodeAgents(Simulation simulation, ApiServer api, NodeStartup startup, RandomStreams streams) {
        this.simulation = simulation;
        this.api = api;
        this.startup = startup;
        this.streams = streams;
    }

    /** The node of an instance; null before it registers. */
    public @Nullable SimNode nodeOf(Instance instance) {
        return nodes.get(instance);
    }

    @Override
    public void running(Instance instance) {
        after(startup.bootS(), "boot", instance, () -> register(instance));
    }

    private void register(Instance instance) {
        String name = nameOf(instance.ordinal());
        NodeClaim claim = api.claim(instance.purpose().nodeClaim());
        Labels labels = instance.purpose().labels().plus(instance.labels()).with(WellKnown.HOSTNAME, name);
        List<Taint> taints = new ArrayList<>(instance.purpose().taints());
        if (claim != null) {
            labels = claim.meta().labels().plus(labels);
            taints.addAll(claim.taints());
            taints.addAll(claim.startupTaints());
            taints.add(WellKnown.UNREGISTERED);
        }
        if (taints.stream().noneMatch(WellKnown.NOT_READY::matches)) {
            taints.add(WellKnown.NOT_READY);
        }
        Node node = new Node(
                ApiServer.nodeMeta(name, labels, simulation.now()),
                instance.providerId(),
                taints,
                false,
                withoutDevices(instance.type().capacity()),
                withoutDevices(instance.type().allocatable()),
                false);
        instance.life().registered(name, simulation.now());
        SimNode added = api.addNode(instance, node);
        nodes.put(instance, added);
        List<Taint> startupTaints = claim == null ? List.of() : claim.startupTaints();
        after(startup.readyS(), "ready", instance, () -> ready(added, startupTaints));
    }

    /** Addresses are given out in no order, but each only once within sixteen million. */
    private static String nameOf(long ordinal) {
        long address = (ordinal + 1) * ADDRESS_STEP & 0xFF_FF_FF;
        return "ip-10-" + (address >> 16) + "-" + (address >> 8 & 255) + "-" + (address & 255);
    }

    private void ready(SimNode node, List<Taint> startupTaints) {
        if (node.gone()) {
            return;
        }
        Instance instance = node.instance();
        instance.life().ready(simulation.now());
        api.setReady(node, true);
        api.removeTaints(node, List.of(WellKnown.NOT_READY));
        after(startup.startupTaintsS(), "startup-taints", instance, () -> {
            api.removeTaints(node, startupTaints);
            noteInitialized(node);
        });
        after(startup.devicePluginS(), "device-plugin", instance, () -> offerDevices(node));
    }

    private void offerDevices(SimNode node) {
        Instance instance = node.instance();
        api.setResources(
                node,
                onlyOffered(instance.type().capacity()),
                onlyOffered(instance.type().allocatable()));
        if (startup.offeredDevices().contains(Resources.NVIDIA_GPU)) {
            instance.gpus().withoutPod(simulation.now(), GpuTime.State.UNASSIGNED);
        }
        noteInitialized(node);
    }

    private void noteInitialized(SimNode node) {
        boolean complete =
                node.instance().type().allocatable().fitsIn(node.observed().allocatable());
        if (complete && node.observed().ready()) {
            node.instance().life().initialized(simulation.now());
        }
    }

    @Override
    public void stopped(Instance instance) {
        SimNode node = nodes.get(instance);
        if (node != null) {
            after(startup.lostNodeS(), "lost", instance, () -> deleteLost(node), true);
        }
    }

    private void deleteLost(SimNode node) {
        if (node.gone()) {
            return;
        }
        api.setReady(node, false);
        if (api.claim(node.instance().purpose().nodeClaim()) != null) {
            api.markNodeDeleting(node);
        } else {
            api.removeNode(node.name());
        }
    }

    /** The pod garbage collector removes what is left of a node. */
    @Override
    public void nodeGone(SimNode node) {
        nodes.remove(node.instance());
        if (!node.pods().isEmpty()) {
            after(startup.podGcS(), "pod-gc", node.instance(), () -> collect(node), true);
        }
    }

    private void collect(SimNode node) {
        List.copyOf(node.pods()).forEach(api::removePod);
    }

    private Resources withoutDevices(Resources all) {
        return keep(all, List.of());
    }

    private Resources onlyOffered(Resources all) {
        return keep(all, startup.offeredDevices());
    }

    /** Extended resources, whose names have a domain, are there only where a device plug-in offers them. */
    private static Resources keep(Resources all, Collection<String> devices) {
        Map<String, Long> kept = new TreeMap<>();
        all.forEach((name, amount) -> {
            if (name.indexOf('/') < 0 || devices.contains(name)) {
                kept.put(name, amount);
            }
        });
        return Resources.of(kept);
    }

    private void after(Distribution seconds, String what, Instance instance, Runnable action) {
        after(seconds, what, instance, action, false);
    }

    private void after(Distribution seconds, String what, Instance instance, Runnable action, boolean evenIfStopped) {
        boolean atOnce = instance.standing() && !evenIfStopped;
        long delayNs = atOnce ? 0 : Seconds.sampleNs(seconds, streams.stream("node-" + what, instance.ordinal()));
        simulation.schedule(delayNs, () -> {
            if (evenIfStopped || instance.running()) {
                action.run();
            }
        });
    }
}
