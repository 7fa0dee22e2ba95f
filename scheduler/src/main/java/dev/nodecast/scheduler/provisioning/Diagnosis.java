package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.Container.HostPort;
import dev.nodecast.scheduler.requirements.Requirement;
import dev.nodecast.scheduler.requirements.RequirementWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Finds out why a pool could not make a node for pods, type by type. Called once per kind of pod that is left. */
final class Diagnosis {

    private final Rules rules;
    private final PoolTemplate template;
    private final Demand demand;

    Diagnosis(Rules rules, PoolTemplate template, Demand demand) {
        this.rules = rules;
        this.template = template;
        this.demand = demand;
    }

    PoolRefusal refusal(PoolLimits limits, Site emptySite) {
        if (limits.nodesExhausted()) {
            return whole(Reason.NODES_LIMIT, "its limit of nodes is reached");
        }
        TypeSet options = limits.within(template);
        if (options.isEmpty()) {
            return whole(Reason.RESOURCE_LIMIT, "no type fits into what is left of its limits: " + limits.left());
        }
        PodShape shape = demand.shape;
        if (!shape.tolerates(template.taints(), rules.compiler().taints())) {
            return whole(Reason.TAINT, "the pod does not tolerate its taints");
        }
        Constraint wish = shape.wish.constraint();
        Requirement conflict = rules.compiler().constraints().conflict(template.constraint(), wish);
        if (conflict == null && !shape.wish.acceptsHost(emptySite.hostname())) {
            conflict = shape.wish.hostname();
        }
        if (conflict != null) {
            return whole(Reason.REQUIREMENTS, "its nodes cannot have " + RequirementWords.asked(conflict));
        }
        Constraint wished = rules.compiler().constraints().and(template.constraint(), wish);
        return shape.volumes().anywhere()
                ? narrowed(options, emptySite.with(wished))
                : withVolumes(options, emptySite.with(wished));
    }

    private PoolRefusal narrowed(TypeSet options, Site wished) {
        Constraint narrowed = rules.topology().narrow(demand, wished, true);
        return narrowed == null ? topology() : types(options, narrowed);
    }

    /** Of several places for the volumes the last that is possible tells why, as in Karpenter. */
    private PoolRefusal withVolumes(TypeSet options, Site wished) {
        if (demand.shape.volumes().nowhere()) {
            return whole(
                    Reason.REQUIREMENTS, "no node can have all of the pod's volumes, which are in different places");
        }
        return demand.shape.volumes().alternatives().stream()
                .map(alternative -> rules.attachable(wished, alternative, true))
                .filter(Objects::nonNull)
                .reduce((_, last) -> last)
                .map(site -> narrowed(options, site))
                .orElseGet(() -> whole(Reason.REQUIREMENTS, "its nodes cannot be where the pod's volumes are"));
    }

    private PoolRefusal topology() {
        TopologyGroup group = rules.topology().inTheWay();
        return group == null
                ? whole(Reason.REQUIREMENTS, "no domain is left that all constraints on topology allow")
                : whole(group.refusal(), topology(group.refusal(), RequirementWords.name(group.key)));
    }

    private static String topology(Reason reason, String domain) {
        return switch (reason) {
            case POD_AFFINITY -> "no " + domain + " has a pod that its affinity asks for";
            case POD_ANTI_AFFINITY -> "every " + domain + " has a pod that must not be together with it";
            default -> "every " + domain + " that it may use has its share of the spread already";
        };
    }

    private PoolRefusal whole(Reason reason, String why) {
        return new PoolRefusal(
                template.pool().name(),
                List.of(reason),
                template.options().count(),
                new LinkedHashMap<>(),
                "pool " + template.pool().name() + ": " + why);
    }

    /** Which of the three criteria any type met, alone and in pairs; Karpenter's {@code InstanceTypeFilterError}. */
    private static final class Criteria {
        private boolean labels;
        private boolean size;
        private boolean offering;
        private boolean all;

        void see(boolean labelsMet, boolean sizeMet, boolean offered) {
            labels |= labelsMet;
            size |= sizeMet && offered;
            offering |= offered;
            all |= labelsMet && sizeMet && offered;
        }

        List<Reason> reasons() {
            List<Reason> reasons = new ArrayList<>();
            if (!labels) {
                reasons.add(Reason.INSTANCE_REQUIREMENTS);
            }
            if (!size) {
                reasons.add(Reason.INSTANCE_RESOURCES);
            }
            if (!offering) {
                reasons.add(Reason.INSTANCE_OFFERING);
            }
            if (reasons.isEmpty()) {
                reasons.add(all ? Reason.MIN_VALUES : Reason.INSTANCE_COMBINATION);
            }
            return reasons;
        }
    }

    private PoolRefusal types(TypeSet options, Constraint constraint) {
        Criteria criteria = new Criteria();
        SequencedMap<String, Integer> counts = new LinkedHashMap<>();
        CompiledCatalogue catalogue = template.catalogue();
        TypeSet compatible = catalogue.compatible(constraint);
        TypeSet offered = catalogue.offered(constraint);
        for (int i = template.options().next(0); i >= 0; i = template.options().next(i + 1)) {
            String cause = "over the pool's limits";
            if (options.has(i)) {
                String tooSmall = tooSmall(i);
                boolean portsTaken = PORTS.equals(tooSmall);
                criteria.see(compatible.has(i) && !portsTaken, tooSmall == null, offered.has(i) && !portsTaken);
                cause = cause(i, tooSmall, constraint);
            }
            counts.merge(cause, 1, Integer::sum);
        }
        return new PoolRefusal(
                template.pool().name(),
                criteria.reasons(),
                template.options().count(),
                counts,
                Sentences.ofPool(template.pool().name(), template.options().count(), counts));
    }

    private static final String PORTS = "with a daemonset on the same host port";

    private String cause(int type, @Nullable String tooSmall, Constraint constraint) {
        if (PORTS.equals(tooSmall)) {
            return PORTS;
        }
        if (!template.catalogue().compatible(constraint).has(type)) {
            return mismatch(type, constraint);
        }
        if (tooSmall != null) {
            return tooSmall;
        }
        return template.catalogue().offered(constraint).has(type)
                ? "that would leave too few different values"
                : "without " + Sentences.capacity(constraint.requirements);
    }

    private String mismatch(int type, Constraint constraint) {
        for (Requirement requirement : constraint.requirements.all()) {
            Requirement label = template.catalogue().labels[type].get(requirement.key());
            if (label != null && !label.intersects(requirement)) {
                return RequirementWords.missed(requirement);
            }
        }
        return "not " + constraint.requirements;
    }

    /** What the type has too little of, or null where it is large enough. */
    private @Nullable String tooSmall(int type) {
        DaemonGroup group = template.daemonGroups().get(template.groupOf(type));
        List<HostPort> ports = demand.shape.ports;
        if (!ports.isEmpty() && HostPorts.conflict(ports, group.ports())) {
            return PORTS;
        }
        long[] room = template.catalogue().allocatable[type];
        ResourceIndex index = rules.compiler().resources();
        long[] total = ResourceIndex.sum(demand.shape.requests, group.overhead());
        for (int r = total.length - 1; r >= 0; r--) {
            if (total[r] > 0 && ResourceIndex.at(room, r) == 0) {
                return "lack " + index.name(r);
            }
        }
        if (ResourceIndex.fits(total, room)) {
            return null;
        }
        return group.overhead().length == 0
                ? "too small"
                : "too small after " + Sentences.amounts(group.overhead(), index) + " of daemonsets";
    }

    /** The refusals of all pools, in the order they were tried. */
    static List<PoolRefusal> all(Rules rules, List<PoolTemplate> templates, Map<String, PoolLimits> limits, Demand d) {
        List<PoolRefusal> refusals = new ArrayList<>();
        for (PoolTemplate template : templates) {
            PoolLimits own = limits.get(template.pool().name());
            Site site = new Site(
                    template.constraint(),
                    "",
                    rules.nextHost(),
                    template.pool().template().taints());
            if (own != null) {
                refusals.add(new Diagnosis(rules, template, d).refusal(own, site));
            }
        }
        return refusals;
    }
}
