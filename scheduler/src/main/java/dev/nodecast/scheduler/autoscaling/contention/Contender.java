package dev.nodecast.scheduler.autoscaling.contention;

import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.model.autoscaling.ObjectReference;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject;
import dev.nodecast.scheduler.port.ClusterPort.Workload;
import dev.nodecast.scheduler.port.Observation;

/**
 * An object that asks for a workload to be scaled. It is Nodecast's where it is certain that no other controller acts on it: a
 * ScaledObject, since Nodecast does not begin to scale beside a KEDA operator; and a HorizontalPodAutoscaler whose
 * {@code scaleTargetRef.apiVersion} is of the group {@code nodecast.dev}. Every other HorizontalPodAutoscaler is
 * kube-controller-manager's, which takes no annotation as a reason to keep off; but it finds no resource of a group that the API
 * server does not have, and so can scale nothing.
 */
public sealed interface Contender {

    /** The group that only Nodecast knows: kube-controller-manager finds no resource of it, and so scales nothing. */
    String OURS = "nodecast.dev";

    /** Where the API server refuses {@code minReplicas: 0}, this says it. */
    String MIN_REPLICAS = OURS + "/min-replicas";

    ObjectMeta meta();

    ObjectReference target();

    /** Whether it is Nodecast that is to act on it. */
    boolean ours();

    /** What the loop is told of it. */
    Observation seen();

    /** What the loop is told when it is to forget it. */
    Observation gone();

    /** Its kind and name for people. */
    String name();

    default ObjectKey key() {
        return meta().key();
    }

    default Workload workload() {
        return new Workload(target().kind(), new ObjectKey(meta().namespace(), target().name()));
    }

    /** A HorizontalPodAutoscaler. */
    record Hpa(HorizontalPodAutoscaler hpa) implements Contender {

        @Override
        public ObjectMeta meta() {
            return hpa.meta();
        }

        @Override
        public ObjectReference target() {
            return hpa.scaleTargetRef();
        }

        @Override
        public boolean ours() {
            return target().apiVersion().startsWith(OURS + "/");
        }

        /** KEDA makes one for each ScaledObject; the ScaledObject stands for it. */
        public boolean ofScaledObject() {
            ObjectMeta.Owner owner = meta().owner();
            return owner != null && owner.kind().equals("ScaledObject");
        }

        @Override
        public Observation seen() {
            return new Observation.AutoscalerObserved(hpa);
        }

        /** What it says where the annotation of {@link #MIN_REPLICAS} is followed, which Kubernetes does not do for its own. */
        public HorizontalPodAutoscaler effective() {
            boolean toZero = ours() && "0".equals(meta().annotations().get(MIN_REPLICAS));
            return toZero ? hpa.withReplicaBounds(0, hpa.maxReplicas()) : hpa;
        }

        @Override
        public Observation gone() {
            return new Observation.AutoscalerGone(key());
        }

        @Override
        public String name() {
            return "HorizontalPodAutoscaler " + key();
        }
    }

    /** A ScaledObject. */
    record Scaled(ScaledObject scaledObject) implements Contender {

        @Override
        public ObjectMeta meta() {
            return scaledObject.meta();
        }

        @Override
        public ObjectReference target() {
            return scaledObject.scaleTargetRef();
        }

        /** The controller does not begin beside a KEDA operator. */
        @Override
        public boolean ours() {
            return true;
        }

        @Override
        public Observation seen() {
            return new Observation.ScaledObjectObserved(scaledObject);
        }

        @Override
        public Observation gone() {
            return new Observation.ScaledObjectGone(key());
        }

        @Override
        public String name() {
            return "ScaledObject " + key();
        }
    }
}
