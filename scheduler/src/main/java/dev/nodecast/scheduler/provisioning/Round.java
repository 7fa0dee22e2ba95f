package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.provisioning.PodQueue.Waiting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    private long placements;

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
        if (closed.none() && waiting.demand.refusedAt(placements)) {
            return false;
        }
        deferred.remove(waiting.demand);
        for (Demand demand = waiting.demand; demand != null; demand = demand.relaxed(demands)) {
            rules.topology().track(demand);
            if (onNode(waiting.pod, demand) || onClaim(waiting.pod, demand)) {
                placements++;
                return true;
            }
            switch (onNewClaim(waiting, demand)) {
                case PLACED -> {
                    placements++;
                    return true;
                }
                case DEFERRED -> {
                    waiting.demand.refused(placements);
                    return false;
                }
                case REFUSED -> {}
            }
        }
        waiting.demand.refused(placements);
        return false;
    }

    private boolean onNode(Pod pod, Demand demand) {
        for (OpenNode node : nodes) {
            Site fit = node.fit(demand, rules);
            if (fit != null && !closed.refuses(node.state, pod)) {
                node.add(pod, demand, fit);
                rules.topology().record(demand, fit);
                return true;
            }
        }
        return false;
    }

    private boolean onClaim(Pod pod, Demand demand) {
        for (int i = 0; i < order.size(); i++) {
            InFlightClaim claim = order.get(i);
            if (claim.refuses(demand)) {
                continue;
            }
            InFlightClaim.Fit fit = claim.fit(demand, rules);
            if (fit != null) {
                claim.add(pod, demand, fit, rules);
                rules.topology().record(demand, fit.site());
                order.grown(i);
                return true;
            }
        }
        return false;
    }

    private Attempt onNewClaim(Waiting waiting, Demand demand) {
        for (PoolTemplate template : templates) {
            PoolLimits limit = limits.get(template.pool().name());
            if (limit == null || limit.nodesExhausted()) {
                continue;
            }
            TypeSet options = limit.within(template);
            Attempt attempt = options.isEmpty() ? Attempt.REFUSED : opened(template, options, waiting, demand);
            if (attempt != Attempt.REFUSED) {
                return attempt;
            }
        }
        return Attempt.REFUSED;
    }

    private Attempt opened(PoolTemplate template, TypeSet options, Waiting waiting, Demand demand) {
        String hostname = "hostname-placeholder-" + (claims.size() + 1);
        Site site = new Site(
                template.constraint(),
                hostname,
                rules.hosts().number(hostname),
                template.pool().template().taints());
        InFlightClaim claim = new InFlightClaim(template, options, site);
        InFlightClaim.Fit fit = claim.fit(demand, rules);
        if (fit == null) {
            return claim.lackedReservation() ? defer(waiting, template) : Attempt.REFUSED;
        }
        claim.add(waiting.pod, demand, fit, rules);
        rules.topology().record(demand, fit.site());
        claims.add(claim);
        order.add(claim);
        PoolLimits limit = limits.get(template.pool().name());
        if (limit != null) {
            limit.chargeLargest(template.catalogue(), claim.options());
        }
        return Attempt.PLACED;
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
