package dev.nodecast.scheduler.provisioning;

/** What the nodes of a round ask when they are offered a pod. */
record Rules(
        Compiler compiler, Topology topology, Hosts hosts, boolean relaxMinValues, ReservationLedger reservations) {

    /** A number that no host has yet. */
    int nextHost() {
        return hosts.size();
    }
}
