package dev.nodecast.scheduler.clusterautoscaler;

import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.lifecycle.Claims;
import dev.nodecast.scheduler.lifecycle.Termination;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.port.CloudProvider;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.scheduler.port.Timers;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Auto Scaling groups: they launch instances up to their size, and replace those that they lose. A node claim stands
 * for each instance, so that the rest of a node's life is the same as with Karpenter.
 */
public final class GroupNodes {

    private final Options options;
    private final ClusterState state;
    private final Parts parts;
    private final GroupStates groups;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private long claimsMade;

    /** What groups act through. */
    public record Parts(
            Claims claims, Termination termination, CloudProvider cloud, Clock clock, Timers timers, Journal journal) {}

    /** An instance of a group; wanted until Cluster Autoscaler takes it out of the group. */
    private static final class Member {
        final NodeGroup group;
        final long requestedNs;
        boolean wanted = true;
        boolean drains;

        Member(NodeGroup group, long requestedNs) {
            this.group = group;
            this.requestedNs = requestedNs;
        }
    }

    public GroupNodes(Options options, ClusterState state, Parts parts) {
        this.options = options;
        this.state = state;
        this.parts = parts;
        this.groups = new GroupStates(options);
    }

    GroupStates groups() {
        return groups;
    }

    /** The group of a node; none for nodes of fixed fleets. */
    Optional<NodeGroup> groupOf(StateNode node) {
        NodeClaim claim = node.claim();
        Member member = claim == null ? null : members.get(claim.name());
        return member == null ? Optional.empty() : Optional.of(member.group);
    }

    /** How many nodes are being drained to go. */
    int draining() {
        return (int) members.values().stream().filter(member -> member.drains).count();
    }

    void launch(GroupTemplate template, int count, String cause, int pods) {
        for (int i = 0; i < count; i++) {
            launch(template, cause, pods);
        }
    }

    private void launch(GroupTemplate template, String cause, int pods) {
        long nowNs = parts.clock.nowNs();
        NodeGroup group = template.group();
        String name = group.name() + "-" + Long.toString(++claimsMade, 36);
        members.put(name, new Member(group, nowNs));
        parts.claims.create(claim(name, template, nowNs));
        parts.journal.record(
                nowNs, new Decision.NodeRequested(name, group.nodePool(), cause, pods, group.instanceTypes()));
        parts.cloud.launch(
                new CloudProvider.LaunchRequest(name, group.nodePool(), group.capacityType(), template.overrides()));
    }

    private static NodeClaim claim(String name, GroupTemplate template, long nowNs) {
        NodePool.Template pool = template.pool().template();
        NodeGroup group = template.group();
        ObjectMeta.Owner owner = new ObjectMeta.Owner("NodePool", group.nodePool(), group.nodePool());
        ObjectMeta meta = new ObjectMeta(
                "",
                name,
                name,
                pool.labels().with(WellKnown.NODE_POOL, group.nodePool()),
                pool.annotations(),
                owner,
                nowNs,
                null);
        return new NodeClaim(
                meta,
                List.of(
                        NodeSelectorRequirement.in(
                                WellKnown.INSTANCE_TYPE, group.instanceTypes().toArray(String[]::new)),
                        NodeSelectorRequirement.in(WellKnown.CAPACITY_TYPE, group.capacityType())),
                pool.taints(),
                pool.startupTaints(),
                Resources.NONE,
                pool.nodeClassRef(),
                null,
                null,
                NodeClaim.Status.NEW);
    }

    /** Takes a node out of its group: it is deleted a little after its taint. */
    void remove(StateNode node, String reason, long delayNs) {
        NodeClaim claim = node.claim();
        Member member = claim == null ? null : members.get(claim.name());
        if (claim == null || member == null) {
            return;
        }
        member.wanted = false;
        member.drains = reason.equals("Underutilized");
        groups.shrink(member.group.name());
        state.markForDeletion(node, true);
        parts.journal.record(
                parts.clock.nowNs(),
                new Decision.Disrupt(
                        "cluster-autoscaler",
                        reason,
                        List.of(claim.name()),
                        List.of(),
                        0,
                        "unneeded for its whole time"));
        parts.timers.after(delayNs, () -> {
            NodeClaim still = parts.claims.get(claim.name());
            if (still != null) {
                parts.termination.begin(still, reason);
            }
        });
    }

    /** Gives up instances that have not become nodes in time; their groups pause. */
    void giveUpLate(long nowNs) {
        for (Map.Entry<String, Member> entry : List.copyOf(members.entrySet())) {
            Member member = entry.getValue();
            NodeClaim claim = parts.claims.get(entry.getKey());
            boolean late = nowNs - member.requestedNs > options.times().provisionMax();
            if (member.wanted && late && claim != null && !claim.registered()) {
                member.wanted = false;
                groups.shrink(member.group.name());
                groups.failed(member.group.name(), nowNs);
                parts.termination.begin(claim, "NotRegistered");
            }
        }
    }

    /** The cloud had no capacity: the group is not meant to be so large any more, and pauses. */
    public void launchFailed(String claimName) {
        Member member = members.remove(claimName);
        if (member != null && member.wanted) {
            groups.shrink(member.group.name());
            groups.failed(member.group.name(), parts.clock.nowNs());
        }
    }

    /** An instance has ended: a group that wanted to keep it replaces it. */
    public void gone(String claimName) {
        Member member = members.remove(claimName);
        if (member != null && member.wanted) {
            GroupTemplate.of(member.group, state, parts.cloud)
                    .ifPresent(template -> launch(template, "replacement", 0));
        }
    }
}
