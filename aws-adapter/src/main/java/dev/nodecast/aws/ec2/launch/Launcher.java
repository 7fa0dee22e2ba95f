package dev.nodecast.aws.ec2.launch;

import dev.nodecast.aws.ec2.AwsFailure;
import dev.nodecast.aws.ec2.ClusterFacts;
import dev.nodecast.aws.ec2.nodeclass.ResolvedNodeClass.Ami;
import dev.nodecast.aws.ec2.nodeclass.ResolvedNodeClass.Subnet;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.CloudProvider.Override;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.scheduler.port.Observation.LaunchFailed;
import dev.nodecast.scheduler.port.Observation.Offer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateFleetError;
import software.amazon.awssdk.services.ec2.model.CreateFleetInstance;
import software.amazon.awssdk.services.ec2.model.CreateFleetResponse;
import software.amazon.awssdk.services.ec2.model.FleetLaunchTemplateOverrides;

/**
 * Makes launches, each for one claim. A launch is answered once: with the instance, or with why there is none. What was
 * asked for before, by this run or an earlier one, is looked for by its tag and not launched again: EC2's own memory of
 * client tokens serves only while the request is the same, which it is not after a restart.
 *
 * <p>Fleets are not gathered into one call as Karpenter does: each bears the name of its claim, so that no crash can part
 * an instance from the claim that it is for.
 */
public final class Launcher {

    private static final Logger LOG = LoggerFactory.getLogger(Launcher.class);
    private static final String NO_TEMPLATE = "InvalidLaunchTemplateName.NotFoundException";
    private static final String OTHER_PARAMETERS = "IdempotentParameterMismatch";

    private final Ec2Client ec2;
    private final FleetRequests fleets;
    private final LaunchTemplates templates;
    private final SubnetChoice subnets;
    private final Instances instances;

    /** What a launcher works with. */
    public record Tools(LaunchTemplates templates, SubnetChoice subnets, Instances instances) {}

    /** What came of a launch, and the failure of the call where there was one. */
    public record Outcome(Observation answer, Optional<AwsFailure> failure) {}

    public Launcher(Ec2Client ec2, Supplier<ClusterFacts> cluster, Tools tools) {
        this.ec2 = ec2;
        this.fleets = new FleetRequests(cluster);
        this.templates = tools.templates;
        this.subnets = tools.subnets;
        this.instances = tools.instances;
    }

    /**
     * Launches; waits for EC2.
     *
     * @param again whether it may have been asked for before
     */
    public Outcome launch(LaunchOrder order, boolean again) {
        try {
            Optional<Instance> there = again ? instances.ofClaim(order.request().nodeClaim()) : Optional.empty();
            return there.map(instance -> new Outcome(launched(order, instance, List.of()), Optional.empty()))
                    .orElseGet(() -> fleet(order));
        } catch (SdkException e) {
            return failed(order, AwsFailure.of(e), "ec2:CreateFleet");
        }
    }

    private Outcome fleet(LaunchOrder order) {
        long addresses = addresses(order);
        SortedMap<String, Subnet> taken = subnets.take(order.nodeClass(), addresses);
        String zone = "";
        try {
            Optional<FleetRequests.Fleet> fleet = fleets.of(order, taken);
            if (fleet.isEmpty()) {
                return new Outcome(
                        new LaunchFailed(
                                order.request().nodeClaim(),
                                "no offering has both a subnet and an image of EC2NodeClass "
                                        + order.nodeClass().name(),
                                offers(order, order.request().overrides())),
                        Optional.empty());
            }
            CreateFleetResponse response = create(fleet.get());
            Outcome outcome = outcome(order, response, taken);
            zone = outcome.answer() instanceof Observation.Launched launched
                    ? launched.offer().zone()
                    : "";
            return outcome;
        } finally {
            subnets.settle(taken, zone, addresses);
        }
    }

    private static long addresses(LaunchOrder order) {
        return order.request().overrides().stream()
                .flatMap(override -> order.type(override.instanceType()).stream())
                .mapToLong(type -> type.capacity().get(Resources.PODS))
                .min()
                .orElse(0);
    }

    private CreateFleetResponse create(FleetRequests.Fleet fleet) {
        fleet.templates().forEach(templates::ensure);
        try {
            return ec2.createFleet(fleet.request());
        } catch (SdkException e) {
            if (!AwsFailure.of(e).hasCode(NO_TEMPLATE)) {
                throw e;
            }
            LOG.info("a launch template is gone: made anew");
            fleet.templates().forEach(template -> templates.forget(template.name()));
            fleet.templates().forEach(templates::ensure);
            return ec2.createFleet(fleet.request());
        }
    }

    private Outcome outcome(LaunchOrder order, CreateFleetResponse response, SortedMap<String, Subnet> taken) {
        List<Offer> inVain = insufficient(order, response.errors());
        response.errors().stream()
                .filter(error -> FleetErrors.NO_ADDRESSES.equals(error.errorCode()))
                .flatMap(error -> Optional.ofNullable(taken.get(zone(error))).stream())
                .forEach(subnets::exhausted);
        for (CreateFleetInstance bought : response.instances()) {
            if (!bought.instanceIds().isEmpty()) {
                Instance instance = instance(order, bought);
                instances.learn(instance);
                return new Outcome(launched(order, instance, inVain), Optional.empty());
            }
        }
        String reasons = response.errors().stream()
                .map(error -> error.errorCode() + ": " + error.errorMessage())
                .distinct()
                .collect(Collectors.joining("; "));
        LOG.info("claim {}: not launched: {}", order.request().nodeClaim(), reasons);
        return new Outcome(
                new LaunchFailed(
                        order.request().nodeClaim(),
                        reasons.isEmpty() ? "CreateFleet returned neither instance nor error" : reasons,
                        inVain),
                Optional.empty());
    }

    private static List<Offer> insufficient(LaunchOrder order, List<CreateFleetError> errors) {
        if (errors.stream().anyMatch(FleetErrors::noSpotRole)) {
            LOG.warn("the account has no service-linked role for spot: create it with"
                    + " `aws iam create-service-linked-role --aws-service-name spot.amazonaws.com`");
            return offers(order, order.request().overrides());
        }
        Map<Override, Boolean> refused = new LinkedHashMap<>();
        for (CreateFleetError error : errors) {
            if (FleetErrors.capacity(error.errorCode())) {
                order.request().overrides().stream()
                        .filter(override -> concerns(error, override))
                        .forEach(override -> refused.put(override, true));
            }
        }
        return offers(order, List.copyOf(refused.keySet()));
    }

    /** An error that names no offering concerns all. */
    private static boolean concerns(CreateFleetError error, Override override) {
        FleetLaunchTemplateOverrides overrides = overrides(error);
        return overrides == null
                || overrides.instanceType() == null
                || (override.instanceType().equals(overrides.instanceTypeAsString())
                        && (overrides.availabilityZone() == null
                                || override.zone().equals(overrides.availabilityZone())));
    }

    private static String zone(CreateFleetError error) {
        FleetLaunchTemplateOverrides overrides = overrides(error);
        return overrides == null ? "" : Objects.requireNonNullElse(overrides.availabilityZone(), "");
    }

    private static @Nullable FleetLaunchTemplateOverrides overrides(CreateFleetError error) {
        return error.launchTemplateAndOverrides() == null
                ? null
                : error.launchTemplateAndOverrides().overrides();
    }

    private static Instance instance(LaunchOrder order, CreateFleetInstance bought) {
        FleetLaunchTemplateOverrides from = bought.launchTemplateAndOverrides().overrides();
        String type = bought.instanceTypeAsString();
        String zone = from.availabilityZone();
        String reservation = order.request().capacityType().equals(WellKnown.RESERVED)
                ? order.request().overrides().stream()
                        .filter(o -> o.instanceType().equals(type) && o.zone().equals(zone))
                        .map(Override::reservation)
                        .findFirst()
                        .orElse("")
                : "";
        return new Instance(
                bought.instanceIds().getFirst(),
                zone,
                type,
                order.request().capacityType(),
                reservation,
                Optional.ofNullable(from.imageId())
                        .or(() -> order.type(type)
                                .flatMap(known -> Amis.of(known, order.nodeClass()))
                                .map(Ami::id))
                        .orElse(""),
                Objects.requireNonNullElse(from.subnetId(), ""),
                order.nodeClass().securityGroups().stream()
                        .map(group -> group.id())
                        .toList(),
                new TreeMap<>(),
                false);
    }

    private static Observation launched(LaunchOrder order, Instance instance, List<Offer> inVain) {
        InstanceType type = order.type(instance.type()).orElse(null);
        return new Observation.Launched(
                order.request().nodeClaim(),
                instance.providerId(),
                new Offer(
                        instance.type(),
                        instance.zone(),
                        instance.capacityType(),
                        price(order, type, instance),
                        instance.reservation()),
                NodeLabels.launched(type, instance, order.nodeClass()),
                type == null ? Resources.NONE : type.capacity(),
                type == null ? Resources.NONE : type.allocatable(),
                inVain);
    }

    /** What EC2 bills, whatever prices a user has written over it. */
    private static long price(LaunchOrder order, @Nullable InstanceType type, Instance instance) {
        return Optional.ofNullable(type).stream()
                .flatMap(known -> known.offerings().stream())
                .filter(offering -> offering.zone().equals(instance.zone())
                        && offering.capacityType().equals(instance.capacityType()))
                .mapToLong(offering -> offering.priceMicroUsdPerHour())
                .findFirst()
                .orElseGet(() -> order.request().overrides().stream()
                        .filter(override -> override.instanceType().equals(instance.type()))
                        .mapToLong(Override::priceMicroUsdPerHour)
                        .findFirst()
                        .orElse(0));
    }

    /** After an answer that was lost the instance may be there. */
    private Outcome failed(LaunchOrder order, AwsFailure failure, String call) {
        if (failure.ambiguous() || failure.hasCode(OTHER_PARAMETERS)) {
            try {
                Optional<Instance> there = instances.ofClaim(order.request().nodeClaim());
                if (there.isPresent()) {
                    return new Outcome(launched(order, there.get(), List.of()), Optional.empty());
                }
            } catch (SdkException e) {
                LOG.debug("claim {}: not looked up", order.request().nodeClaim(), e);
            }
        }
        String sentence = failure.sentence(call);
        LOG.warn("claim {}: not launched: {}", order.request().nodeClaim(), sentence);
        return new Outcome(
                new LaunchFailed(
                        order.request().nodeClaim(),
                        sentence,
                        FleetErrors.capacity(failure.code())
                                ? offers(order, order.request().overrides())
                                : List.of()),
                Optional.of(failure));
    }

    private static List<Offer> offers(LaunchOrder order, List<Override> overrides) {
        List<Offer> offers = new ArrayList<>();
        for (Override override : overrides) {
            offers.add(new Offer(
                    override.instanceType(),
                    override.zone(),
                    order.request().capacityType(),
                    override.priceMicroUsdPerHour(),
                    override.reservation()));
        }
        return offers;
    }
}
