package dev.nodecast.sim.world.cluster;

import dev.nodecast.scheduler.model.Deployment;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.port.ClusterPort.Workload;
import dev.nodecast.scheduler.port.Observation.WorkloadObserved;
import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.random.Distribution;
import dev.nodecast.sim.random.RandomStream;
import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.world.measure.PodMeter;
import dev.nodecast.sim.world.spec.Seconds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Deployment and ReplicaSet controllers: each workload has as many pods that are not being deleted as it should. */
public final class DeploymentController implements ClusterEvents {

    private final Simulation simulation;
    private final ApiServer api;
    private final Books books;
    private final Map<ObjectKey, Replicas> byDeployment = new LinkedHashMap<>();
    private final DeletionOrder deletionOrder;
    private final RandomStream reactions;

    private static final class Replicas {
        final Deployment deployment;
        final ObjectMeta.Owner owner;
        final LinkedHashSet<SimPod> active = new LinkedHashSet<>();
        int wanted;
        boolean reconciling;

        @Nullable
        WorkloadObserved published;

        Replicas(Deployment deployment) {
            this.deployment = deployment;
            this.wanted = deployment.replicas();
            String replicaSet = deployment.meta().name() + "-rs";
            this.owner = new ObjectMeta.Owner("ReplicaSet", replicaSet, replicaSet);
        }
    }

    /**
     * Where the controllers write down what they have done, and how soon they do it.
     *
     * @param reactionS seconds from a change until they act
     */
    public record Books(PodMeter meter, Watch watch, Distribution reactionS) {}

    public DeploymentController(Simulation simulation, ApiServer api, RandomStreams streams, Books books) {
        this.simulation = simulation;
        this.api = api;
        this.books = books;
        this.reactions = streams.stream("replica-set-reaction");
        this.deletionOrder = new DeletionOrder(streams.family("pod-uid"));
    }

    /** The Deployment exists from now on. */
    public void add(Deployment deployment) {
        Replicas replicas = new Replicas(deployment);
        byDeployment.put(deployment.meta().key(), replicas);
        reconcileSoon(replicas);
    }

    /** Sets the replicas of a Deployment; ignored where there is none of that name. */
    public void scale(ObjectKey deployment, int replicas) {
        Replicas known = byDeployment.get(deployment);
        if (known != null) {
            known.wanted = replicas;
            reconcileSoon(known);
        }
    }

    /** The replicas that the Deployment should have; 0 where there is none of that name. */
    public int wanted(ObjectKey deployment) {
        Replicas known = byDeployment.get(deployment);
        return known == null ? 0 : known.wanted;
    }

    @Override
    public void podDeleting(SimPod pod) {
        left(pod);
    }

    @Override
    public void podGone(SimPod pod) {
        left(pod);
    }

    private void left(SimPod pod) {
        Replicas replicas = byDeployment.get(pod.workload());
        if (replicas != null && replicas.active.remove(pod)) {
            reconcileSoon(replicas);
        }
    }

    private void reconcileSoon(Replicas replicas) {
        if (!replicas.reconciling) {
            replicas.reconciling = true;
            simulation.schedule(Seconds.sampleNs(books.reactionS, reactions), () -> reconcile(replicas));
        }
    }

    private void reconcile(Replicas replicas) {
        replicas.reconciling = false;
        while (replicas.active.size() < replicas.wanted) {
            books.meter.created();
            replicas.active.add(api.createPod(
                    replicas.deployment.meta().key(), replicas.deployment.template(), replicas.owner, null));
        }
        int surplus = replicas.active.size() - replicas.wanted;
        if (surplus > 0) {
            List<SimPod> ordered = new ArrayList<>(replicas.active);
            deletionOrder.sort(ordered, simulation.now());
            for (SimPod pod : ordered.subList(0, surplus)) {
                api.deletePod(pod, pod.spec().terminationGracePeriodSeconds() * Seconds.NS);
            }
        }
        publish(replicas);
    }

    private void publish(Replicas replicas) {
        Deployment deployment = replicas.deployment;
        WorkloadObserved scale = new WorkloadObserved(
                new Workload("Deployment", deployment.meta().key()),
                replicas.wanted,
                replicas.active.size(),
                deployment.selector());
        if (!scale.equals(replicas.published)) {
            replicas.published = scale;
            books.watch.publish(scale);
        }
    }
}
