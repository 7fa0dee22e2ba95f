package dev.nodecast.scheduler.manifest;

/**
 * What objects are taken for.
 *
 * @param allStored whether all count as accepted by an API server, and not only those that carry its marks
 * @param othersAllowed whether kinds and versions that are not known are left alone, instead of being errors
 * @param allWorkloads whether workloads other than Deployments and DaemonSets are read too
 */
record ObjectPolicy(boolean allStored, boolean othersAllowed, boolean allWorkloads) {

    /** Manifests that people have written for Nodecast: what it does not know is probably a mistake. */
    static final ObjectPolicy WRITTEN = new ObjectPolicy(false, false, false);

    /** Objects of a recorded case. */
    static final ObjectPolicy STORED = new ObjectPolicy(true, true, false);

    /** Whatever a cluster holds, or people would put into one. */
    static final ObjectPolicy CLUSTER = new ObjectPolicy(false, true, true);
}
