package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.Container.HostPort;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.provisioning.PodShape.NodeWish;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * A node that the round is about to ask for: its pods so far, and what it may still become. It keeps every type that
 * still fits; the price plays no part before launch.
 */
final class InFlightClaim {

    final PoolTemplate template;
    final List<Pod> pods = new ArrayList<>();
    private final List<HostPort> ports = new ArrayList<>();
    private final RefusedDemands refused = new RefusedDemands();
    private Site site;
    private TypeSet options;
    private long[] requests = {};
    private long[] ceiling;
    private boolean minValuesRelaxed;
    private SortedSet<String> reservations = ReservationLedger.NOTHING;
    private boolean lackedReservation;

    InFlightClaim(PoolTemplate template, TypeSet options, Site site) {
        this.template = template;
        this.options = options;
        this.site = site;
        this.ceiling = TypeFilter.ceiling(template.catalogue(), options);
    }

    /** What the claim becomes when it takes the pod. */
    record Fit(Site site, TypeSet options, boolean minValuesRelaxed, SortedSet<String> reservations) {
        Fit(Site site, TypeSet options, boolean minValuesRelaxed) {
            this(site, options, minValuesRelaxed, ReservationLedger.NOTHING);
        }
    }

    Site site() {
        return site;
    }

    TypeSet options() {
        return options;
    }

    long[] requests() {
        return requests;
    }

    boolean minValuesRelaxed() {
        return minValuesRelaxed;
    }

    /** The capacity reservations that it may be launched into; empty where it is not for reserved capacity. */
    SortedSet<String> reservations() {
        return reservations;
    }

    /** Whether the last pod was refused for want of reserved capacity that is free again another time. */
    boolean lackedReservation() {
        return lackedReservation;
    }

    /** Whether pods of this demand can never be taken any more. */
    boolean refuses(Demand demand) {
        return refused.has(demand);
    }

    /** What the claim would become with a pod more, or null where it cannot take it. */
    @Nullable
    Fit fit(Demand demand, Rules rules) {
        lackedReservation = false;
        PodShape shape = demand.shape;
        long[] total = ResourceIndex.sum(requests, shape.requests);
        if (!shape.tolerates(template.taints(), rules.compiler().taints())
                || !ResourceIndex.fits(total, ceiling)
                || !shape.wish.acceptsHost(site.hostname())
                || HostPorts.conflict(shape.ports, ports)) {
            refused.add(demand);
            return null;
        }
        Constraint wished = rules.compiler().constraints().meet(site.constraint(), shape.wish.constraint(), true);
        if (wished == null) {
            return null;
        }
        Site wishedSite = site.with(wished);
        if (shape.volumes().anywhere()) {
            return fit(demand, wishedSite, total, rules);
        }
        for (NodeWish alternative : shape.volumes().alternatives()) {
            Site attachable = rules.attachable(wishedSite, alternative, true);
            Fit fit = attachable == null ? null : fit(demand, attachable, total, rules);
            if (fit != null) {
                return fit;
            }
        }
        return null;
    }

    private @Nullable Fit fit(Demand demand, Site wished, long[] total, Rules rules) {
        lackedReservation = false;
        Constraint narrowed = rules.topology().narrow(demand, wished, true);
        if (narrowed == null) {
            TopologyGroup group = rules.topology().inTheWay();
            if (group != null && group.byHost && group.hostRefusalIsFinal()) {
                refused.add(demand);
            }
            return null;
        }
        TypeSet left = TypeFilter.remaining(template, options, narrowed, total, demand.shape.ports);
        Fit fit = left.isEmpty() ? null : withMinValues(new Fit(wished.with(narrowed), left, false), rules);
        return fit == null || template.catalogue().reserved().none() ? fit : withReservations(fit, rules);
    }

    private @Nullable Fit withReservations(Fit fit, Rules rules) {
        SortedSet<String> held = rules.reservations().choice(this, fit);
        if (held == null) {
            lackedReservation = true;
            return null;
        }
        return new Fit(fit.site(), fit.options(), fit.minValuesRelaxed(), held);
    }

    private @Nullable Fit withMinValues(Fit fit, Rules rules) {
        Constraint constraint = fit.site().constraint();
        if (!constraint.minValues) {
            return fit;
        }
        SortedMap<String, Integer> missing =
                MinValues.missing(constraint.requirements, template.catalogue(), fit.options());
        if (missing.isEmpty()) {
            return fit;
        }
        if (!rules.relaxMinValues() || !pods.isEmpty()) {
            return null;
        }
        Constraint relaxed = rules.compiler().constraints().of(MinValues.relaxed(constraint.requirements, missing));
        return new Fit(fit.site().with(relaxed), fit.options(), true);
    }

    void add(Pod pod, Demand demand, Fit fit, Rules rules) {
        rules.reservations().exchange(reservations, fit.reservations());
        reservations = fit.reservations();
        pods.add(pod);
        ports.addAll(demand.shape.ports);
        site = fit.site();
        requests = ResourceIndex.sum(requests, demand.shape.requests);
        minValuesRelaxed |= fit.minValuesRelaxed();
        options = fit.options();
        ceiling = TypeFilter.ceiling(template.catalogue(), options);
    }

    /** What all pods and the daemonsets that run on every remaining type ask for. */
    long[] requestsWithDaemons() {
        long[] daemons = {};
        for (DaemonGroup group : template.daemonGroups()) {
            if (group.types().intersects(options)) {
                daemons = daemons.length == 0 ? group.overhead() : smaller(daemons, group.overhead());
            }
        }
        return ResourceIndex.sum(requests, daemons);
    }

    private static long[] smaller(long[] a, long[] b) {
        long[] smaller = new long[Math.min(a.length, b.length)];
        for (int i = 0; i < smaller.length; i++) {
            smaller[i] = Math.min(a[i], b[i]);
        }
        return smaller;
    }
}
