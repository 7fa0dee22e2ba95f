package dev.nodecast.aws.testbed.joiner;

import dev.nodecast.aws.testbed.world.Machine;
import dev.nodecast.aws.testbed.world.MachineEvents;
import dev.nodecast.aws.testbed.world.SimulatedAccount;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.sim.random.Distribution;
import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.world.cloud.Instance;
import dev.nodecast.sim.world.spec.NodeStartup;
import dev.nodecast.sim.world.spec.Seconds;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Lets running instances join the cluster, with the times that the simulator's nodes take: the kubelet registers, the network
 * plug-in makes the node Ready, the owners of startup taints remove them, the device plug-in offers its devices; and lets
 * the Node go when its instance has ended. Ready itself, and leases, are kwok's part.
 */
public final class Joiner implements MachineEvents, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Joiner.class.getName());

    private final SimulatedAccount account;
    private final NodeStartup startup;
    private final RandomStreams streams;
    private final NodeObjects nodes;
    private final ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();

    public Joiner(SimulatedAccount account, NodeObjects nodes) {
        this.account = account;
        this.startup = account.spec().startup();
        this.streams = new RandomStreams(account.spec().pace().seed(), 0);
        this.nodes = nodes;
    }

    @Override
    public void stateChanged(Machine machine) {
        switch (machine.instance().state()) {
            case RUNNING -> after(startup.bootS(), "boot", machine, () -> register(machine));
            case SHUTTING_DOWN -> lose(machine);
            case PENDING, TERMINATED -> {}
        }
    }

    private void register(Machine machine) {
        KubeletSettings settings;
        try {
            settings = KubeletSettings.of(
                    machine.order().template().data().text("UserData").orElse(""));
        } catch (IllegalArgumentException unusable) {
            LOG.log(System.Logger.Level.WARNING, "{0} does not join: {1}", machine.id(), unusable.getMessage());
            return;
        }
        NodeObjects.Kubelet kubelet = new NodeObjects.Kubelet(
                machine.privateDnsName(account.spec().region()),
                machine.privateIp(),
                settings,
                offered(machine.instance().type().capacity(), Set.of()),
                offered(machine.instance().type().allocatable(), Set.of()));
        String region = account.spec().region();
        write(machine, () -> nodes.register(machine.instance(), kubelet, region));
        after(startup.readyS(), "ready", machine, () -> ready(machine));
    }

    private void ready(Machine machine) {
        String name = machine.privateDnsName(account.spec().region());
        write(machine, () -> nodes.makeReady(name));
        after(
                startup.startupTaintsS(),
                "startup-taints",
                machine,
                () -> write(
                        machine,
                        () -> nodes.removeStartupTaints(
                                name, machine.tags().getOrDefault("karpenter.sh/nodeclaim", ""))));
        Instance instance = machine.instance();
        after(
                startup.devicePluginS(),
                "device-plugin",
                machine,
                () -> write(
                        machine,
                        () -> nodes.offer(
                                name,
                                offered(instance.type().capacity(), startup.offeredDevices()),
                                offered(instance.type().allocatable(), startup.offeredDevices()))));
    }

    private void lose(Machine machine) {
        String name = machine.privateDnsName(account.spec().region());
        long delayNs = sample(startup.lostNodeS(), "lost", machine);
        account.later(
                delayNs,
                () -> write(machine, () -> nodes.delete(name, machine.instance().providerId())));
    }

    /** Extended resources, whose names have a domain, are there only where a device plug-in offers them. */
    private static Resources offered(Resources all, Set<String> devices) {
        Map<String, Long> kept = new TreeMap<>();
        all.forEach((name, amount) -> {
            if (name.indexOf('/') < 0 || devices.contains(name)) {
                kept.put(name, amount);
            }
        });
        return Resources.of(kept);
    }

    private void after(Distribution seconds, String what, Machine machine, Runnable action) {
        account.later(sample(seconds, what, machine), () -> {
            if (machine.instance().running()) {
                action.run();
            }
        });
    }

    private long sample(Distribution seconds, String what, Machine machine) {
        return Seconds.sampleNs(
                seconds, streams.stream("node-" + what, machine.instance().ordinal()));
    }

    private void write(Machine machine, NodeObjects.Write write) {
        writers.execute(() -> {
            try {
                write.run();
            } catch (RuntimeException refused) {
                LOG.log(System.Logger.Level.WARNING, "the node of " + machine.id() + " could not be written", refused);
            }
        });
    }

    @Override
    public void close() {
        writers.shutdownNow();
    }
}
