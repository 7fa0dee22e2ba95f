package dev.nodecast.aws.testbed.ec2;

import dev.nodecast.aws.testbed.ec2.CreateFleet.Refusal;
import dev.nodecast.aws.testbed.http.AwsError;
import dev.nodecast.aws.testbed.http.QueryRequest;
import dev.nodecast.aws.testbed.world.LaunchTemplates;
import dev.nodecast.aws.testbed.world.Machine;
import dev.nodecast.aws.testbed.world.Network;
import dev.nodecast.aws.testbed.world.SimulatedAccount;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.CloudProvider.Override;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a call of CreateFleet asks for.
 *
 * @param target how many instances
 * @param candidates the pools that the region sells
 * @param unsold those that it does not
 * @param prioritized whether the overrides' priorities decide, not the prices
 */
record FleetRequest(
        String clientToken,
        String capacityType,
        int target,
        List<Candidate> candidates,
        List<Refusal> unsold,
        boolean prioritized,
        SortedMap<String, String> instanceTags) {

    private static final int MOST_OVERRIDES = 300;
    private static final double MICRO = 1e6;

    /** One override with its launch template. */
    record Candidate(Override pool, Network.Subnet subnet, LaunchTemplates.Template template) {}

    static FleetRequest read(QueryRequest request, SimulatedAccount account) {
        if (!request.text("Type").orElse("maintain").equals("instant")) {
            throw new AwsError("InvalidParameterValue", "The test bed knows fleets of the type instant only.");
        }
        QueryRequest capacity = request.structure("TargetCapacitySpecification");
        String lifecycle = capacity.text("DefaultTargetCapacityType").orElse("on-demand");
        boolean spot = lifecycle.equals("spot");
        String strategy = request.text(spot ? "SpotOptions.AllocationStrategy" : "OnDemandOptions.AllocationStrategy")
                .orElse("");
        boolean prioritized = strategy.contains("prioritized");
        List<Candidate> candidates = new ArrayList<>();
        List<Refusal> unsold = new ArrayList<>();
        for (QueryRequest config : request.list("LaunchTemplateConfigs")) {
            LaunchTemplates.Template template =
                    account.templates().named(config.structure("LaunchTemplateSpecification"));
            for (QueryRequest override : config.list("Overrides")) {
                read(override, new Context(account, template, spot, prioritized), candidates, unsold);
            }
        }
        if (candidates.size() + unsold.size() > MOST_OVERRIDES || candidates.size() + unsold.size() == 0) {
            throw new AwsError(
                    "InvalidParameterValue",
                    "The request has " + (candidates.size() + unsold.size()) + " overrides; it must have 1 to "
                            + MOST_OVERRIDES);
        }
        return new FleetRequest(
                request.text("ClientToken").orElse(""),
                SimulatedAccount.capacityType(lifecycle),
                Math.max(1, capacity.number("TotalTargetCapacity", 1)),
                List.copyOf(candidates),
                List.copyOf(unsold),
                prioritized,
                Tags.specified(request, "instance"));
    }

    private record Context(
            SimulatedAccount account, LaunchTemplates.Template template, boolean spot, boolean prioritized) {}

    private static void read(QueryRequest override, Context context, List<Candidate> candidates, List<Refusal> unsold) {
        Network.Subnet subnet = subnet(override, context.account);
        String type = override.require("InstanceType");
        Optional<Offering> offering = offering(context.account.instanceTypes().get(type), subnet.zone(), context.spot);
        long price = context.prioritized
                ? (long) (MICRO * Double.parseDouble(override.text("Priority").orElse("0")))
                : offering.map(Offering::priceMicroUsdPerHour).orElse(0L);
        Candidate candidate = new Candidate(new Override(type, subnet.zone(), price), subnet, context.template);
        if (offering.isPresent()) {
            candidates.add(candidate);
        } else {
            unsold.add(new Refusal(
                    "UnfulfillableCapacity",
                    "Your requested instance type (" + type + ") is not supported in your requested Availability Zone ("
                            + subnet.zone() + ").",
                    candidate));
        }
    }

    private static Network.Subnet subnet(QueryRequest override, SimulatedAccount account) {
        Optional<String> id = override.text("SubnetId");
        if (id.isPresent()) {
            return account.network()
                    .subnet(id.get())
                    .orElseThrow(() -> new AwsError(
                            "InvalidSubnetID.NotFound", "The subnet ID '" + id.get() + "' does not exist"));
        }
        String zone = override.require("AvailabilityZone");
        return account.network().subnets().stream()
                .filter(subnet -> subnet.zone().equals(zone))
                .findFirst()
                .orElseThrow(() -> new AwsError("InvalidParameterValue", "Invalid availability zone: [" + zone + "]"));
    }

    private static Optional<Offering> offering(
            @org.jspecify.annotations.Nullable InstanceType type, String zone, boolean spot) {
        return type == null
                ? Optional.empty()
                : type.offerings().stream()
                        .filter(offering -> offering.zone().equals(zone)
                                && offering.spot() == spot
                                && offering.reservation() == null)
                        .findFirst();
    }

    boolean spot() {
        return capacityType.equals(WellKnown.SPOT);
    }

    /** The override that a machine was started from. */
    Candidate candidateOf(Machine machine) {
        return candidates.stream()
                .filter(candidate -> candidate
                                .pool()
                                .instanceType()
                                .equals(machine.instance().type().name())
                        && candidate.subnet().equals(machine.order().subnet()))
                .findFirst()
                .orElseThrow();
    }
}
