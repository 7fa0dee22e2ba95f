package dev.nodecast.scenarios.file;

import dev.nodecast.scenarios.file.binding.Doc;
import dev.nodecast.scenarios.file.value.Bytes;

/** What stands on the bill beside instances. */
public record Bill(
        @Doc("The EKS control plane, at the standard or extended support rate of the version.")
        boolean controlPlane,

        @Doc("Root volumes of nodes, as the EC2NodeClass and fleets state them.")
        boolean storage,

        @Doc("Whether a spot instance that EC2 interrupts in its first hour is free, as EC2's rules say.")
        boolean firstHourFree,

        @Doc("Data kept in EFS.") Bytes efs,
        @Doc(value = "NAT gateways.", min = 0, max = 1000) int natGateways,
        @Doc("Data through NAT gateways in a day.") Bytes natPerDay,
        @Doc("Data sent to the internet in a day.") Bytes egressPerDay) {

    public static final Bill DEFAULTS = new Bill(true, true, true, new Bytes(0), 0, new Bytes(0), new Bytes(0));
}
