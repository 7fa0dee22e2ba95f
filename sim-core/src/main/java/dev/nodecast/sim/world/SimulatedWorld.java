package dev.nodecast.sim.world;

import dev.nodecast.scheduler.control.Ports;
import dev.nodecast.scheduler.model.CapacityBuffer;
import dev.nodecast.scheduler.model.Deployment;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodTemplate;
import dev.nodecast.scheduler.model.StoredPodTemplate;
import dev.nodecast.scheduler.port.ClusterPort;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.scheduler.state.ClusterStorage;
import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.random.RandomStream;
import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.world.cloud.Billing;
import dev.nodecast.sim.world.cloud.FixedFleets;
import dev.nodecast.sim.world.cloud.Instance;
import dev.nodecast.sim.world.cloud.SimulatedEc2;
import dev.nodecast.sim.world.cluster.ApiServer;
import dev.nodecast.sim.world.cluster.Application;
import dev.nodecast.sim.world.cluster.DaemonSetController;
import dev.nodecast.sim.world.cluster.DeploymentController;
import dev.nodecast.sim.world.cluster.Evictions;
import dev.nodecast.sim.world.cluster.Kubelets;
import dev.nodecast.sim.world.cluster.NodeAgents;
import dev.nodecast.sim.world.cluster.NodeDrain;
import dev.nodecast.sim.world.cluster.Operators;
import dev.nodecast.sim.world.cluster.SharedStore;
import dev.nodecast.sim.world.cluster.SimNode;
import dev.nodecast.sim.world.cluster.SimPod;
import dev.nodecast.sim.world.cluster.SimulatedClusterPort;
import dev.nodecast.sim.world.cluster.TerminationHandler;
import dev.nodecast.sim.world.cluster.VolumeClaims;
import dev.nodecast.sim.world.cluster.Watch;
import dev.nodecast.sim.world.jobs.QueueMetrics;
import dev.nodecast.sim.world.jobs.Workers;
import dev.nodecast.sim.world.measure.GpuMeter;
import dev.nodecast.sim.world.measure.GpuTime;
import dev.nodecast.sim.world.measure.NodeRecord;
import dev.nodecast.sim.world.measure.PodMeter;
import dev.nodecast.sim.world.measure.RunResult;
import dev.nodecast.sim.world.measure.RunResult.DatedInvoice;
import dev.nodecast.sim.world.measure.RunResult.EventCounts;
import dev.nodecast.sim.world.measure.RunResult.TimelineSample;
import dev.nodecast.sim.world.measure.Timeline;
import dev.nodecast.sim.world.scheduling.Images;
import dev.nodecast.sim.world.scheduling.KubeScheduler;
import dev.nodecast.sim.world.scheduling.Volumes;
import dev.nodecast.sim.world.spec.ClusterSpec;
import dev.nodecast.sim.world.spec.ControlPlane;
import dev.nodecast.sim.world.spec.InterruptionSpec;
import dev.nodecast.sim.world.spec.Seconds;
import dev.nodecast.sim.world.spec.WorkerSpec;
import dev.nodecast.sim.world.spec.WorldSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A cluster, its cloud and its work in virtual time, around an autoscaler that cannot tell it from a real one. Build it
 * from a spec, run it once, read the result:
 *
 * <pre>{@code
 * RunResult result = new SimulatedWorld(spec, Autoscaler.NONE, Journal.NONE).run();
 * }</pre>
 *
 * <p>The world owns no decision of the autoscaler. Its actors hear of each other's changes through the API server and
 * EC2, in a fixed order, and take all randomness from streams that are named after what they decide.
 */
public final class SimulatedWorld {

    /** Nodes that were there before the run are complete before the first pod is made. */
    private static final int AFTER_STANDING_NODES = 50;

    /** Capacity buffers are sized by replicas that are known. */
    private static final int AFTER_DEPLOYMENTS = 60;

    private final WorldSpec spec;
    private final Simulation simulation = new Simulation();
    private final Watch watch = new Watch(simulation);
    private final ApiServer api = new ApiServer(simulation, watch);
    private final PodMeter podMeter = new PodMeter();
    private final GpuMeter gpuMeter = new GpuMeter();
    private final List<DatedInvoice> invoices = new ArrayList<>();
    private final Billing billing;
    private final SimulatedEc2 ec2;
    private final NodeAgents nodeAgents;
    private final DeploymentController deployments;
    private final DaemonSetController daemonSets;
    private final Evictions evictions;
    private final ClusterStorage storage = new ClusterStorage();
    private final VolumeClaims volumeClaims = new VolumeClaims(watch, storage);
    private final Kubelets kubelets;
    private final Workers workers;
    private final QueueMetrics metrics;
    private final FixedFleets fleets;
    private final Timeline timeline;
    private final DecisionLog decisions;

    public SimulatedWorld(WorldSpec spec, Autoscaler.Factory autoscaler, Journal journal) {
        this.spec = spec;
        RandomStreams streams = new RandomStreams(spec.run().seed(), spec.run().replication());
        billing = new Billing(spec.cloud().billing());
        ec2 = new SimulatedEc2(
                simulation, streams, spec.cloud(), new SimulatedEc2.Books(billing, gpuMeter, watch::publish));
        nodeAgents = new NodeAgents(simulation, api, spec.cluster().nodeStartup(), streams);
        SharedStore modelStore = new SharedStore(simulation, spec.cluster().modelStore());
        workers = new Workers(
                simulation, spec.workload(), spec.measure().jobs(), new Workers.Surroundings(streams, modelStore));
        kubelets = new Kubelets(
                simulation,
                api,
                streams,
                new Kubelets.Contents(spec.cluster(), applications(), podMeter, nodeAgents::nodeOf, modelStore));
        deployments = new DeploymentController(
                simulation,
                api,
                streams,
                new DeploymentController.Books(
                        podMeter, watch, spec.controlPlane().replicasS()));
        daemonSets = new DaemonSetController(simulation, api);
        evictions = new Evictions(simulation, api, watch, deployments::wanted);
        NodeDrain drain = new NodeDrain(simulation, api, evictions);
        fleets = new FixedFleets(simulation, ec2, instance -> drainFixed(instance, drain));
        metrics = new QueueMetrics(simulation, spec.workload(), workers);
        timeline = new Timeline(simulation, this::sample);
        decisions = new DecisionLog(journal, this::noteCause);
        KubeScheduler scheduler = new KubeScheduler(
                simulation,
                api,
                new KubeScheduler.Surroundings(
                        new VirtualTime(simulation, spec.run().start()),
                        streams.stream("kube-scheduler-ties"),
                        new Images(kubelets::imageBytes, kubelets::hasImage),
                        new Volumes(storage),
                        evictions::breaking,
                        pace(spec.controlPlane(), streams.stream("kube-scheduler-pace"))));
        List.of(volumeClaims, deployments, daemonSets, evictions, scheduler, kubelets, drain, nodeAgents)
                .forEach(api::tell);
        ec2.tell(kubelets);
        ec2.tell(nodeAgents);
        installTerminationHandler(drain);
        connect(autoscaler);
    }

    private static KubeScheduler.Pace pace(ControlPlane plane, RandomStream stream) {
        return new KubeScheduler.Pace(
                () -> Seconds.sampleNs(plane.bindS(), stream), () -> Seconds.sampleNs(plane.refuseS(), stream));
    }

    private Map<ObjectKey, Application> applications() {
        Map<ObjectKey, Application> applications = new LinkedHashMap<>();
        for (WorkerSpec worker : spec.workload().workers()) {
            applications.put(worker.deployment(), workers.application(worker));
        }
        return applications;
    }

    private void installTerminationHandler(NodeDrain drain) {
        InterruptionSpec.TerminationHandler handler =
                spec.cloud().interruption().terminationHandler();
        if (handler != null) {
            ec2.tell(new TerminationHandler(simulation, nodeAgents, drain, handler));
        }
    }

    private void connect(Autoscaler.Factory factory) {
        VirtualTime time = new VirtualTime(simulation, spec.run().start());
        SimulatedClusterPort port = new SimulatedClusterPort(api, evictions, deployments);
        Autoscaler autoscaler = factory.on(new Ports(time, time, port, ec2, metrics, decisions));
        watch.deliverTo(autoscaler::observe);
    }

    /** Runs from the start to the horizon. */
    public RunResult run() {
        begin();
        simulation.runUntil(spec.run().horizonNs());
        return result();
    }

    /**
     * Runs like {@link #run}, and checks after every event that no job is lost or counted twice. For tests: it is slow.
     *
     * @throws IllegalStateException at the first event after which the sums do not agree
     */
    public RunResult runChecked() {
        begin();
        simulation.scheduleAt(spec.run().horizonNs(), 127, simulation::stop);
        while (simulation.now() < spec.run().horizonNs() && simulation.step()) {
            workers.checkConservation();
        }
        simulation.runUntil(spec.run().horizonNs());
        workers.checkConservation();
        return result();
    }

    private void begin() {
        spec.cluster().supply().overlays().forEach(o -> watch.publish(new Observation.NodeOverlayObserved(o)));
        spec.cluster().nodePools().forEach(pool -> watch.publish(new Observation.NodePoolObserved(pool)));
        volumeClaims.start(spec.cluster().storage());
        spec.cluster().daemonSets().forEach(set -> {
            watch.publish(new Observation.DaemonSetObserved(set));
            daemonSets.add(set);
        });
        spec.cluster().budgets().forEach(evictions::add);
        spec.cluster().autoscalers().forEach(hpa -> watch.publish(new Observation.AutoscalerObserved(hpa)));
        spec.cluster().scaledObjects().forEach(so -> watch.publish(new Observation.ScaledObjectObserved(so)));
        simulation.scheduleAt(
                0, AFTER_STANDING_NODES, () -> spec.cluster().deployments().forEach(deployments::add));
        new Operators(simulation, api, watch, deployments).plan(spec.actions());
        simulation.scheduleAt(0, AFTER_DEPLOYMENTS, this::publishBuffers);
        ec2.start();
        fleets.start(spec.cloud().fixedFleets());
        workers.start();
        metrics.start();
        timeline.start(spec.measure().sampleIntervalNs());
        spec.measure().invoiceTimesNs().forEach(this::keepInvoiceAt);
    }

    private void publishBuffers() {
        ClusterSpec.Supply supply = spec.cluster().supply();
        if (supply.buffers().isEmpty()) {
            return;
        }
        for (Deployment deployment : spec.cluster().deployments()) {
            publishTemplate("Deployment", deployment.meta().key(), deployment.template());
        }
        for (StoredPodTemplate template : supply.podTemplates()) {
            publishTemplate(CapacityBuffer.Shape.POD_TEMPLATE, template.meta().key(), template.template());
        }
        supply.buffers().forEach(buffer -> watch.publish(new Observation.CapacityBufferObserved(buffer)));
    }

    private void publishTemplate(String kind, ObjectKey owner, PodTemplate template) {
        watch.publish(new Observation.PodTemplateObserved(new ClusterPort.Workload(kind, owner), template));
    }

    private void keepInvoiceAt(long timeNs) {
        simulation.scheduleAt(timeNs, () -> invoices.add(new DatedInvoice(timeNs, billing.invoice(timeNs))));
    }

    private void drainFixed(Instance instance, NodeDrain drain) {
        SimNode node = nodeAgents.nodeOf(instance);
        if (node == null || node.gone()) {
            fleets.drained(instance);
        } else {
            drain.drain(node, -1, fleets::drained);
        }
    }

    private void noteCause(String nodeClaim, String cause) {
        ec2.instanceOf(nodeClaim).ifPresent(instance -> instance.life().terminating(cause, simulation.now()));
    }

    private TimelineSample sample() {
        int pending = 0;
        int running = 0;
        for (SimPod pod : api.pods()) {
            if (!pod.daemon() && pod.phase() == Pod.Phase.PENDING) {
                pending++;
            } else if (!pod.daemon()) {
                running++;
            }
        }
        return new TimelineSample(
                simulation.now(),
                ec2.counts().runningByCapacityType(),
                pending,
                running,
                workers.readings().lengths(),
                workers.readings().running(),
                gpuMeter.count(),
                gpuMeter.count(GpuTime.State.BUSY),
                billing.microUsdPerHour());
    }

    private RunResult result() {
        long nowNs = simulation.now();
        workers.reportUnfinished();
        List<NodeRecord> nodes = new ArrayList<>();
        for (Instance instance : ec2.instances()) {
            nodes.add(instance.life()
                    .record(
                            billing.costMicroUsd(instance, nowNs),
                            instance.gpus().usedNs(nowNs)));
        }
        long pending = api.pods().stream()
                .filter(pod -> !pod.daemon() && pod.node() == null)
                .count();
        return new RunResult(
                nowNs,
                billing.invoice(nowNs),
                invoices,
                workers.readings().totals(),
                workers.readings().results(spec.workload().queues(), nowNs),
                nodes,
                ec2.counts().totals(),
                gpuMeter.time(nowNs),
                podMeter.result(pending, kubelets.bytesPulled()),
                timeline.samples(),
                new EventCounts(
                        simulation.eventsHandled(), watch.delivered(), decisions.counts(), decisions.disruptions()),
                List.of());
    }
}
