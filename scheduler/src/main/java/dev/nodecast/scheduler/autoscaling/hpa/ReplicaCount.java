package dev.nodecast.scheduler.autoscaling.hpa;

/**
 * A whole number of replicas from a fraction of them, rounded up. Outside the 32-bit range the controller's own
 * conversion counts: on amd64 it gives the smallest number, so that an absurdly large metric asks for nothing, except
 * where the controller caps it first.
 */
final class ReplicaCount {

    private ReplicaCount() {}

    static int ceil(double replicas) {
        double whole = Math.ceil(replicas);
        boolean fits = whole >= Integer.MIN_VALUE && whole <= Integer.MAX_VALUE;
        return fits ? (int) whole : Integer.MIN_VALUE;
    }

    static int ceilCapped(double replicas) {
        return replicas > Integer.MAX_VALUE ? Integer.MAX_VALUE : ceil(replicas);
    }
}
