package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.provisioning.PodQueue.Waiting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the pods of a problem. Each pod is offered to the nodes that exist, then to the claims in flight, then to
 * each pool by weight; where none takes it, one of its preferences is given up and all are asked again. Pods that found
 * nothing come again while others still do, since affinities may be satisfied by then.
 */
final class Round {

    private final Rules rules;
    private final Demands demands;
    private final List<OpenNode> nodes;
    private final List<PoolTemplate> templates;
    private final Map<String, PoolLimits> limits;
    private final ClosedNodes closed;
    private final ClaimOrder order = new ClaimOrder();
    private final List<InFlightClaim> claims = new ArrayList<>();
    private final Map<Demand, PoolTemplate> deferred = new LinkedHashMap<>();
    private final List<Placed> trace = new ArrayList<>();

    /** How it went with one pod: placed, refused, or put off until reserved capacity is free. */
    private enum Attempt {
        PLACED,
        REFUSED,
        DEFERRED
    }

    Round(Rules rules, Demands demands, Supply supply) {
        this.rules = rules;
        this.demands = demands;
        this.nodes = supply.nodes();
        this.templates = supply.templates();
        this.limits = supply.limits();
        this.closed = supply.closed();
    }

    /** Where pods can go: nodes in the order of trying, pools likewise with what they may still launch. */
    record Supply(
            List<OpenNode> nodes, List<PoolTemplate> templates, Map<String, PoolLimits> limits, ClosedNodes closed) {}

    /** A pod that found a place: what it asked for in the end, and one of the two kinds of places. */
    record Placed(
            Pod pod,
            Demand demand,
            @Nullable OpenNode node,
            @Nullable InFlightClaim claim) {}

    /** Places what can be placed; the queue keeps the rest. */
    void place(PodQueue queue) {
        for (Waiting pod : queue.all()) {
            rules.topology().track(pod.demand);
        }
        for (Waiting next = queue.next(); next != null; next = queue.next()) {
            if (!place(next)) {
                queue.putBack(next);
            }
        }
    }

    private boolean place(Waiting waiting) {
        if (closed.none() && waiting.demand.refusedAt(trace.size())) {
            return false;
        }
        deferred.remove(waiting.demand);
        for (Demand demand = waiting.demand; demand != null; demand = demand.relaxed(demands)) {
            rules.topology().track(demand);
            if (onNode(waiting.pod, demand) || onClaim(waiting.pod, demand)) {
                return true;
            }
            switch (onNewClaim(waiting, demand)) {
                case PLACED -> {
                    return true;
                }
                case DEFERRED -> {
                    waiting.demand.refused(trace.size());
                    return false;
                }
                case REFUSED -> {}
            }
        }
        waiting.demand.refused(trace.size());
        return false;
    }

    private boolean onNode(Pod pod, Demand demand) {
        for (OpenNode node : nodes) {
            if (onNode(node, pod, demand)) {
                return true;
            }
        }
        return false;
    }

    /** Places a pod on a certain node, if it may go there. */
    boolean onNode(OpenNode node, Pod pod, Demand demand) {
        Site fit = node.fit(demand, rules);
        if (fit == null || closed.refuses(node.state, pod)) {
            return false;
        }
        node.add(pod, demand, fit);
        rules.topology().record(demand, fit);
        trace.add(new Placed(pod, demand, node, null));
        return true;
    }

    private boolean onClaim(Pod pod, Demand demand) {
        for (int i = 0; i < order.size(); i++) {
            InFlightClaim claim = order.get(i);
            if (!claim.refuses(demand) && added(claim, pod, demand)) {
                order.grown(i);
                return true;
            }
        }
        return false;
    }

    /** Places a pod on a certain claim, if it may go there. */
    boolean onClaim(InFlightClaim claim, Pod pod, Demand demand) {
        if (!added(claim, pod, demand)) {
            return false;
        }
        order.grown(order.find(claim));
        return true;
    }

    private boolean added(InFlightClaim claim, Pod pod, Demand demand) {
        InFlightClaim.Fit fit = claim.fit(demand, rules);
        if (fit == null) {
            return false;
        }
        claim.add(pod, demand, fit, rules);
        rules.topology().record(demand, fit.site());
        trace.add(new Placed(pod, demand, null, claim));
        return true;
    }

    private Attempt onNewClaim(Waiting waiting, Demand demand) {
        for (PoolTemplate template : templates) {
            PoolLimits limit = limits.get(template.pool().name());
            if (limit == null || limit.nodesExhausted()) {
                continue;
            }
            TypeSet options = limit.within(template);
            Beginning beginning = new Beginning(template, options, template.constraint());
            Attempt attempt = options.isEmpty() ? Attempt.REFUSED : open(beginning, waiting, demand);
            if (attempt != Attempt.REFUSED) {
                return attempt;
            }
        }
        return Attempt.REFUSED;
    }

    private Attempt open(Beginning beginning, Waiting waiting, Demand demand) {
        InFlightClaim claim = fresh(beginning);
        if (begun(claim, waiting.pod, demand)) {
            return Attempt.PLACED;
        }
        return claim.lackedReservation() ? defer(waiting, beginning.template()) : Attempt.REFUSED;
    }

    /** What a new claim begins as. */
    record Beginning(PoolTemplate template, TypeSet options, Constraint constraint) {}

    /** Opens a claim with its first pod; null where the pod may not go there. */
    @Nullable
    InFlightClaim opened(Beginning beginning, Pod pod, Demand demand) {
        InFlightClaim claim = fresh(beginning);
        return begun(claim, pod, demand) ? claim : null;
    }

    private InFlightClaim fresh(Beginning beginning) {
        String hostname = "hostname-placeholder-" + (claims.size() + 1);
        Site site = new Site(
                beginning.constraint(),
                hostname,
                rules.hosts().number(hostname),
                beginning.template().pool().template().taints());
        return new InFlightClaim(beginning.template(), beginning.options(), site);
    }

    private boolean begun(InFlightClaim claim, Pod pod, Demand demand) {
        if (!added(claim, pod, demand)) {
            return false;
        }
        claims.add(claim);
        order.add(claim);
        PoolLimits limit = limits.get(claim.template.pool().name());
        if (limit != null) {
            limit.chargeLargest(claim.template.catalogue(), claim.options());
        }
        return true;
    }

    /** The pods that found a place, in the order in which they did. */
    List<Placed> trace() {
        return trace;
    }

    /** Neither a pool of less weight nor a weaker wish is tried in the place of reserved capacity. */
    private Attempt defer(Waiting waiting, PoolTemplate template) {
        deferred.put(waiting.demand, template);
        return Attempt.DEFERRED;
    }

    List<InFlightClaim> claims() {
        return claims;
    }

    List<OpenNode> nodes() {
        return nodes;
    }

    /** Why the pods that are left found nothing, per demand. */
    Map<Demand, List<PoolRefusal>> diagnose(List<Waiting> left) {
        Map<Demand, List<PoolRefusal>> refusals = new LinkedHashMap<>();
        for (Waiting waiting : left) {
            refusals.computeIfAbsent(waiting.demand, this::refusals);
        }
        return refusals;
    }

    private List<PoolRefusal> refusals(Demand demand) {
        PoolTemplate awaited = deferred.get(demand);
        return awaited == null
                ? Diagnosis.all(rules, templates, limits, mostRelaxed(demand))
                : List.of(PoolRefusal.reservationsTaken(awaited));
    }

    private Demand mostRelaxed(Demand demand) {
        Demand last = demand;
        for (Demand next = demand; next != null; next = next.relaxed(demands)) {
            last = next;
        }
        return last;
    }
}
