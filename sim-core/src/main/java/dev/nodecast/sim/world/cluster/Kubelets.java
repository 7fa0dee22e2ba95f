package dev.nodecast.sim.world.cluster;

import dev.nodecast.scheduler.model.Container;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.random.Distribution;
import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.world.cloud.Instance;
import dev.nodecast.sim.world.cloud.InstanceEvents;
import dev.nodecast.sim.world.measure.GpuTime.State;
import dev.nodecast.sim.world.measure.PodGpus;
import dev.nodecast.sim.world.measure.PodMeter;
import dev.nodecast.sim.world.spec.ClusterSpec;
import dev.nodecast.sim.world.spec.PodStartup;
import dev.nodecast.sim.world.spec.Seconds;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The kubelets: from a bound pod to a working application (image, container, model, probes), over its crashes and restarts,
 * and from its deletion to its end (SIGTERM, grace period, SIGKILL).
 */
public final class Kubelets implements ClusterEvents, InstanceEvents {

    private final Simulation simulation;
    private final ApiServer api;
    private final ClusterSpec spec;
    private final RandomStreams.Family podStreams;
    private final RandomStreams.Family imageStreams;
    private final Map<ObjectKey, Application> applications;
    private final PodMeter meter;
    private final Function<Instance, @Nullable SimNode> nodeOf;
    private final SharedStore modelStore;
    private final Map<SimPod, PodRun> runs = new LinkedHashMap<>();
    private final Map<Instance, NodeImages> images = new LinkedHashMap<>();

    /**
     * What kubelets run, and where.
     *
     * @param applications by workload; pods of workloads that are not named count as working as long as they run
     */
    public record Contents(
            ClusterSpec spec,
            Map<ObjectKey, Application> applications,
            PodMeter meter,
            Function<Instance, @Nullable SimNode> nodeOf,
            SharedStore modelStore) {}

    public Kubelets(Simulation simulation, ApiServer api, RandomStreams streams, Contents contents) {
        this.simulation = simulation;
        this.api = api;
        this.spec = contents.spec;
        this.modelStore = contents.modelStore;
        this.podStreams = streams.family("pod");
        this.imageStreams = streams.family("image-pull");
        this.applications = contents.applications;
        this.meter = contents.meter;
        this.nodeOf = contents.nodeOf;
    }

    /** Images pulled by all nodes. */
    public long bytesPulled() {
        return images.values().stream().mapToLong(NodeImages::bytesPulled).sum();
    }

    @Override
    public void podBound(SimPod pod) {
        SimNode node = pod.node();
        if (node == null) {
            return;
        }
        long nowNs = simulation.now();
        meter.bound(pod.meta().createdNs(), nowNs, pod.daemon());
        Instance instance = node.instance();
        PodRun run = new PodRun(
                pod,
                spec.startupOf(pod.workload()),
                new PodGpus(instance.gpus(), pod.gpus(), nowNs),
                podStreams.stream(pod.ordinal()));
        runs.put(pod, run);
        if (!instance.running()) {
            run.stage = PodRun.Stage.LOST;
            return;
        }
        run.nextStage = simulation.scheduleAt(imagesReadyNs(pod, instance), () -> startContainer(run));
    }

    private long imagesReadyNs(SimPod pod, Instance instance) {
        NodeImages store = images.computeIfAbsent(
                instance, i -> new NodeImages(spec.imagePulls(), i.type().name(), imageStreams.stream(i.ordinal())));
        long readyNs = simulation.now();
        if (instance.standing()) {
            return readyNs;
        }
        for (Container container : pod.spec().initContainers()) {
            readyNs = Math.max(readyNs, store.readyNs(container.image(), simulation.now()));
        }
        for (Container container : pod.spec().containers()) {
            readyNs = Math.max(readyNs, store.readyNs(container.image(), simulation.now()));
        }
        return readyNs;
    }

    /** What an image weighs; 0 where it is on every node. */
    public long imageBytes(String image) {
        return spec.imagePulls()
                .imageBytes()
                .getOrDefault(image, spec.imagePulls().defaultBytes());
    }

    /** Whether the node has the image. */
    public boolean hasImage(SimNode node, String image) {
        NodeImages store = images.get(node.instance());
        return node.instance().standing() || (store != null && store.has(image, simulation.now()));
    }

    private void startContainer(PodRun run) {
        run.stage = PodRun.Stage.STARTING;
        run.gpus.become(State.MODEL_LOAD, simulation.now());
        run.nextStage = schedule(run, run.startup.containerStartS(), () -> load(run));
    }

    private void load(PodRun run) {
        run.stage = PodRun.Stage.LOADING;
        run.containerStartedNs = simulation.now();
        if (run.pod.phase() == Pod.Phase.PENDING) {
            meter.running(run.pod.meta().createdNs(), simulation.now(), run.pod.daemon());
            api.markRunning(run.pod);
        }
        giveUpIfNotLoaded(run);
        long bytes = run.startup.modelBytes();
        double rate = Math.max(1, run.startup.modelBytesPerSecond().sample(run.stream));
        if (bytes == 0) {
            run.nextStage = simulation.schedule(0, () -> work(run));
        } else {
            run.modelLoad = modelStore.read(bytes, rate, () -> work(run));
        }
    }

    private void giveUpIfNotLoaded(PodRun run) {
        if (run.startup.health().probes()) {
            new ProbeTimes(run.pod.spec(), run.stream)
                    .givenUpNs()
                    .ifPresent(ns -> run.failure = simulation.schedule(ns, () -> restart(run)));
        }
    }

    /** The container ends, by itself or since a probe has given it up, and starts again. */
    private void restart(PodRun run) {
        endContainers(run);
        run.stage = PodRun.Stage.BACK_OFF;
        run.gpus.become(State.MODEL_LOAD, simulation.now());
        meter.restarted();
        api.markReady(run.pod, false);
        long waitNs = run.restarts.afterEnd(simulation.now());
        run.nextStage = simulation.schedule(waitNs, () -> startContainer(run));
    }

    private void endLoad(PodRun run) {
        if (run.modelLoad != null) {
            modelStore.cancel(run.modelLoad);
            run.modelLoad = null;
        }
    }

    private void work(PodRun run) {
        run.modelLoad = null;
        simulation.cancel(run.failure);
        run.stage = PodRun.Stage.WORKING;
        Application application = applications.get(run.pod.workload());
        if (application == null) {
            run.gpus.become(State.BUSY, simulation.now());
        } else {
            run.gpus.become(State.IDLE, simulation.now());
            meter.working(run.pod.meta().createdNs(), simulation.now());
            application.started(run.pod, run.gpus);
        }
        PodStartup.Health health = run.startup.health();
        long readyInNs = health.probes()
                ? readyNs(run, simulation.now()) - simulation.now()
                : Seconds.sampleNs(run.startup.readinessS(), run.stream);
        run.readiness = simulation.schedule(readyInNs, () -> api.markReady(run.pod, true));
        Distribution crashS = health.crashS();
        if (crashS != null) {
            run.failure = schedule(run, crashS, () -> restart(run));
        }
    }

    private static long readyNs(PodRun run, long nowNs) {
        ProbeTimes times = new ProbeTimes(run.pod.spec(), run.stream);
        return run.containerStartedNs + times.readyNs(nowNs - run.containerStartedNs);
    }

    @Override
    public void podDeleting(SimPod pod) {
        PodRun run = runs.get(pod);
        Long killNs = pod.deletionNs();
        if (run == null) {
            if (pod.node() == null) {
                simulation.schedule(0, () -> api.removePod(pod));
            }
            return;
        }
        if (run.stage == PodRun.Stage.LOST || killNs == null) {
            return;
        }
        if (!run.containerStarted()) {
            simulation.cancel(run.nextStage);
            simulation.schedule(0, () -> api.removePod(pod));
            return;
        }
        simulation.cancel(run.kill);
        run.kill = simulation.scheduleAt(Math.max(killNs, simulation.now()), () -> api.removePod(pod));
        if (run.stage != PodRun.Stage.STOPPING) {
            sigterm(run);
        }
    }

    private void sigterm(PodRun run) {
        Application application = run.stage == PodRun.Stage.WORKING ? applications.get(run.pod.workload()) : null;
        endLoad(run);
        simulation.cancel(run.nextStage);
        simulation.cancel(run.readiness);
        simulation.cancel(run.failure);
        run.stage = PodRun.Stage.STOPPING;
        if (application == null) {
            exit(run);
        } else {
            application.sigterm(run.pod, () -> exit(run));
        }
    }

    private void exit(PodRun run) {
        run.gpus.become(State.DRAINING, simulation.now());
        run.nextStage = schedule(run, run.startup.exitS(), () -> api.removePod(run.pod));
    }

    /** The containers end with their pod at the latest. */
    @Override
    public void podGone(SimPod pod) {
        PodRun run = runs.remove(pod);
        if (run != null) {
            endContainers(run);
            run.gpus.leave(simulation.now());
        }
    }

    @Override
    public void stopped(Instance instance) {
        SimNode node = nodeOf.apply(instance);
        if (node == null) {
            return;
        }
        for (SimPod pod : node.pods()) {
            PodRun run = runs.get(pod);
            if (run != null) {
                endContainers(run);
                run.stage = PodRun.Stage.LOST;
            }
        }
    }

    private void endContainers(PodRun run) {
        endLoad(run);
        simulation.cancel(run.nextStage);
        simulation.cancel(run.readiness);
        simulation.cancel(run.failure);
        simulation.cancel(run.kill);
        Application application = applications.get(run.pod.workload());
        boolean loaded = run.stage == PodRun.Stage.WORKING || run.stage == PodRun.Stage.STOPPING;
        if (loaded && application != null) {
            application.killed(run.pod);
        }
    }

    private long schedule(PodRun run, Distribution seconds, Runnable action) {
        return simulation.schedule(Seconds.sampleNs(seconds, run.stream), action);
    }
}
