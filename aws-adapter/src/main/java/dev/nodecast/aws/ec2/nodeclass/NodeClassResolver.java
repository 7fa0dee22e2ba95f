package dev.nodecast.aws.ec2.nodeclass;

import dev.nodecast.aws.ec2.AwsClients;
import dev.nodecast.aws.ec2.AwsFailure;
import dev.nodecast.aws.ec2.ClusterSource;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what the selectors of a node class name, and says whether nodes can be launched from it. */
public final class NodeClassResolver {

    private final ClusterSource cluster;
    private final SubnetFinder subnets;
    private final SecurityGroupFinder securityGroups;
    private final AmiFinder amis;
    private final InstanceProfiles profiles;
    private final ReservationFinder reservations;
    private final Validation validation;

    /** @param readOnly whether nothing may be made, not even an instance profile */
    public NodeClassResolver(AwsClients aws, ClusterSource cluster, InstantSource clock, boolean readOnly) {
        this.cluster = cluster;
        this.subnets = new SubnetFinder(aws.reading());
        this.securityGroups = new SecurityGroupFinder(aws.reading());
        this.amis = new AmiFinder(aws.reading(), aws.ssm(), clock);
        this.profiles = new InstanceProfiles(aws.iam(), cluster, readOnly);
        this.reservations = new ReservationFinder(aws.reading(), clock);
        this.validation = new Validation(aws.launching(), cluster, readOnly);
    }

    /**
     * Looks everything up anew.
     *
     * @param before what was found the last time, which holds on while a service cannot answer; null at first, and where the
     *     spec has changed since
     */
    public ResolvedNodeClass resolve(NodeClass nodeClass, @Nullable ResolvedNodeClass before) {
        cluster.look();
        NodeClassSpec spec = nodeClass.spec();
        Finding<List<ResolvedNodeClass.Ami>> ami = amis.find(
                spec.amiSelectorTerms(),
                cluster.get(),
                last(before, Condition.AMIS, before == null ? List.of() : before.amis()));
        Finding<List<ResolvedNodeClass.Reservation>> reserved = reservations.find(
                nodeClass.model().reserved().terms(),
                last(before, Condition.RESERVATIONS, before == null ? List.of() : before.reservations()));
        Finding<List<ResolvedNodeClass.Subnet>> subnet = subnets.find(
                spec.subnetSelectorTerms(),
                last(before, Condition.SUBNETS, before == null ? List.of() : before.subnets()));
        Finding<List<ResolvedNodeClass.SecurityGroup>> group = securityGroups.find(
                spec.securityGroupSelectorTerms(),
                last(before, Condition.SECURITY_GROUPS, before == null ? List.of() : before.securityGroups()));
        Finding<String> profile = profiles.find(
                nodeClass, last(before, Condition.INSTANCE_PROFILE, before == null ? "" : before.instanceProfile()));
        return new ResolvedNodeClass(
                nodeClass,
                subnet.value(),
                group.value(),
                ami.value(),
                profile.value(),
                reserved.value(),
                conditions(
                        nodeClass,
                        List.of(
                                ami.condition(),
                                reserved.condition(),
                                subnet.condition(),
                                group.condition(),
                                profile.condition())));
    }

    private List<Condition> conditions(NodeClass nodeClass, List<Condition> parts) {
        List<Condition> all = new ArrayList<>(parts);
        all.add(validation.of(nodeClass, parts));
        return withReadiness(all);
    }

    private static <T> Finding<T> last(@Nullable ResolvedNodeClass before, String type, T value) {
        Condition unknown =
                new Condition(type, Condition.Status.UNKNOWN, Condition.AWAITING, "object is awaiting reconciliation");
        return new Finding<>(
                value, before == null ? unknown : before.condition(type).orElse(unknown));
    }

    /** The same of which a launch was refused for lack of permission: nothing is launched until it has been looked at again. */
    public static ResolvedNodeClass refused(ResolvedNodeClass resolved, AwsFailure failure, String call) {
        List<Condition> conditions = new ArrayList<>();
        for (Condition condition : resolved.conditions()) {
            if (condition.type().equals(Condition.VALIDATION)) {
                conditions.add(Validation.refused(failure, call));
            } else if (!condition.type().equals(Condition.READY)) {
                conditions.add(condition);
            }
        }
        return new ResolvedNodeClass(
                resolved.nodeClass(),
                resolved.subnets(),
                resolved.securityGroups(),
                resolved.amis(),
                resolved.instanceProfile(),
                resolved.reservations(),
                withReadiness(conditions));
    }

    /** Ready where all are met; else as the first that is not says, unmet before unknown. */
    private static List<Condition> withReadiness(List<Condition> parts) {
        List<Condition> all = new ArrayList<>(parts);
        Condition worst = first(parts, Condition.Status.FALSE);
        if (worst == null) {
            worst = first(parts, Condition.Status.UNKNOWN);
        }
        all.add(
                worst == null
                        ? Condition.met(Condition.READY)
                        : new Condition(
                                Condition.READY,
                                worst.status(),
                                worst.reason(),
                                worst.type() + "=" + worst.status().text() + ", " + worst.message()));
        return all;
    }

    private static @Nullable Condition first(List<Condition> conditions, Condition.Status status) {
        return conditions.stream()
                .filter(condition -> condition.status() == status)
                .findFirst()
                .orElse(null);
    }

    /** Deletes the instance profiles that were made for a node class. */
    public void deleteProfiles(NodeClass nodeClass) {
        profiles.deleteAll(nodeClass);
    }
}
