package dev.nodecast.aws.testbed.ec2;

import dev.nodecast.aws.testbed.ec2.CreateFleet.Refusal;
import dev.nodecast.aws.testbed.ec2.FleetRequest.Candidate;
import dev.nodecast.aws.testbed.world.AccountSpec.Quotas;
import dev.nodecast.aws.testbed.world.SimulatedAccount;
import java.util.ArrayList;
import java.util.List;

/** The account's limits on vCPUs: what does not fit into them is refused, whatever the market has. */
final class QuotaCheck {

    private final SimulatedAccount account;

    QuotaCheck(SimulatedAccount account) {
        this.account = account;
    }

    /** The candidates that fit as often as is asked for; the others are added to the refused. */
    List<Candidate> within(FleetRequest fleet, List<Refusal> refused) {
        Quotas quotas = account.spec().quotas();
        int free =
                (fleet.spot() ? quotas.spotVcpus() : quotas.onDemandVcpus()) - account.vcpusInUse(fleet.capacityType());
        List<Candidate> fitting = new ArrayList<>();
        for (Candidate candidate : fleet.candidates()) {
            if ((long) account.vcpus(candidate.pool().instanceType()) * fleet.target() <= free) {
                fitting.add(candidate);
            } else {
                refused.add(
                        fleet.spot()
                                ? new Refusal(
                                        "MaxSpotInstanceCountExceeded", "Max spot instance count exceeded", candidate)
                                : new Refusal(
                                        "VcpuLimitExceeded",
                                        "You have requested more vCPU capacity than your current vCPU limit of "
                                                + quotas.onDemandVcpus() + " allows.",
                                        candidate));
            }
        }
        return fitting;
    }
}
