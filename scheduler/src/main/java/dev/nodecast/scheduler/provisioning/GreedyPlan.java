package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.LookupOnly;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.provisioning.PodQueue.Waiting;
import dev.nodecast.scheduler.requirements.Requirement;
import dev.nodecast.scheduler.requirements.Requirements;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the greedy solver decided, as what a packing starts from: which pods it may pack anew and under which conditions,
 * and which stay where they are.
 *
 * <p>A pod is packed as it was placed: preferences that it was placed by stay, and so do the domains, of keys other than
 * the host's name, that affinities, spreads and volumes put it in; then the counts stay as they are. Where an affinity ties pods
 * to one host they stay together with all that is there. A pod never goes to a pool of less weight than the one it had.
 */
@LookupOnly("tied and positions: asked for one place at a time")
final class GreedyPlan {

    private final Round round;
    private final PackingOptions options;
    private final Assembly.Start model;
    private final Constraint anywhere;
    private final boolean everyPool;
    private final boolean keepsNodes;
    private final IdentityHashMap<Object, Boolean> tied = new IdentityHashMap<>();

    /**
     * @param round the greedy one, finished
     * @param model a round of the same problem in which nothing is placed
     * @param keepsNodes whether pods stay on nodes that stand, because these are too different to be packed
     */
    GreedyPlan(Round round, Assembly.Start model, PackingOptions options, boolean keepsNodes) {
        this.keepsNodes = keepsNodes;
        this.round = round;
        this.model = model;
        this.options = options;
        this.anywhere = model.rules().compiler().constraints().of(Requirements.NONE);
        this.everyPool = model.supply().templates().stream().allMatch(this::packs);
        round.trace().forEach(this::track);
        for (Round.Placed placed : round.trace()) {
            if (tiedToHost(demand(placed.demand().shape))) {
                tied.put(place(placed), true);
            }
        }
    }

    private void track(Round.Placed placed) {
        model.rules().topology().track(demand(placed.demand().shape));
    }

    Demand demand(PodShape shape) {
        return model.demands().of(shape);
    }

    boolean packs(PoolTemplate template) {
        return options.packs(template);
    }

    private static Object place(Round.Placed placed) {
        InFlightClaim claim = placed.claim();
        return claim == null ? Objects.requireNonNull(placed.node()) : claim;
    }

    private static boolean tiedToHost(Demand demand) {
        return demand.bounds.stream().anyMatch(bound -> bound.group().byHost && bound.group() instanceof AffinityGroup);
    }

    /** Whether a pod stays where the greedy solver put it. */
    boolean stays(Round.Placed placed) {
        InFlightClaim claim = placed.claim();
        boolean others = claim == null ? keepsNodes || !everyPool : !packs(claim.template);
        return others || tied.containsKey(place(placed));
    }

    /** Whether a claim is kept as the greedy solver made it. */
    boolean stays(InFlightClaim claim) {
        return !packs(claim.template) || tied.containsKey(claim);
    }

    /** Whether a pod counts towards what the packing costs and towards its bound. */
    boolean counts(Round.Placed placed) {
        InFlightClaim claim = placed.claim();
        return claim == null ? everyPool : packs(claim.template);
    }

    /** Whether no pod is kept from anywhere but by what each single node has to honour. */
    boolean free() {
        return round.trace().stream().noneMatch(p -> stays(p) || pin(p) != anywhere);
    }

    boolean keepsNodes() {
        return keepsNodes;
    }

    /** By position, what some pods ask of nodes that stand. */
    Map<Integer, long[]> taken(Predicate<Round.Placed> which) {
        IdentityHashMap<StateNode, Integer> positions = new IdentityHashMap<>();
        for (OpenNode node : model.supply().nodes()) {
            positions.put(node.state, positions.size());
        }
        Map<Integer, long[]> taken = new LinkedHashMap<>();
        for (Round.Placed placed : round.trace()) {
            OpenNode node = placed.node();
            if (node != null && which.test(placed)) {
                taken.merge(
                        Objects.requireNonNull(positions.get(node.state)),
                        placed.demand().shape.requests,
                        ResourceIndex::sum);
            }
        }
        return taken;
    }

    List<Round.Placed> trace() {
        return round.trace();
    }

    /** The classes of the pods that are packed anew, with those that the greedy solver found no place for. */
    List<PodClass> classes(List<Waiting> unplaced) {
        Map<PodClass.Key, PodClass> classes = new LinkedHashMap<>();
        for (Round.Placed placed : round.trace()) {
            if (!stays(placed)) {
                Demand demand = demand(placed.demand().shape);
                add(classes, placed.pod(), demand, key(demand, pin(placed), leastWeight(placed), true));
            }
        }
        for (Waiting waiting : unplaced) {
            Demand demand = weakest(demand(waiting.demand.shape));
            if (!tiedToHost(demand) && !pinned(demand)) {
                add(classes, waiting.pod, demand, key(demand, anywhere, 0, false));
            }
        }
        return new ArrayList<>(classes.values());
    }

    /**
     * The classes of all pods that count and have a place, with no more conditions than every packing has to honour.
     *
     * @param placed whether a pod has a place
     * @param more pods that have a place although the greedy solver found none
     * @param apart whether pods are told apart by what they demand of each other
     */
    List<PodClass> relaxed(Predicate<Pod> placed, List<Waiting> more, boolean apart) {
        Map<PodClass.Key, PodClass> classes = new LinkedHashMap<>();
        for (Round.Placed before : round.trace()) {
            if (counts(before) && placed.test(before.pod())) {
                Demand demand = demand(before.demand().shape);
                add(
                        classes,
                        before.pod(),
                        demand,
                        key(demand, anywhere, leastWeight(before), true).apart(apart));
            }
        }
        for (Waiting waiting : more) {
            Demand demand = weakest(demand(waiting.demand.shape));
            add(classes, waiting.pod, demand, key(demand, anywhere, 0, true).apart(apart));
        }
        return new ArrayList<>(classes.values());
    }

    private Demand weakest(Demand demand) {
        Demand last = demand;
        for (Demand next = demand; next != null; next = next.relaxed(model.demands())) {
            last = next;
        }
        model.rules().topology().track(last);
        return last;
    }

    private static void add(Map<PodClass.Key, PodClass> classes, Pod pod, Demand demand, PodClass.Key key) {
        classes.computeIfAbsent(key, k -> new PodClass(k, demand)).members.add(new PodClass.Member(pod, demand.shape));
    }

    private PodClass.Key key(Demand demand, Constraint pin, int leastWeight, boolean needed) {
        PodShape shape = demand.shape;
        List<Long> requests = Arrays.stream(shape.requests).boxed().toList();
        return new PodClass.Key(
                requests,
                shape.wish.constraint(),
                shape.wish.hostname(),
                shape.spec().tolerations(),
                shape.ports,
                pin,
                leastWeight,
                needed,
                spokenOf(demand) ? shape : null);
    }

    private boolean spokenOf(Demand demand) {
        return !demand.bounds.isEmpty()
                || !demand.shape.volumes().equals(VolumeDemand.NONE)
                || model.rules().topology().counting(demand).stream().anyMatch(group -> group.byHost)
                || !demand.repelledBy.isEmpty();
    }

    private static boolean pinned(Demand demand) {
        return !demand.shape.volumes().anywhere()
                || demand.bounds.stream().anyMatch(bound -> !bound.group().byHost)
                || demand.repelledBy.stream().anyMatch(group -> !group.byHost);
    }

    /** The greedy solver's domains of the keys of groups that limit the pod. */
    private Constraint pin(Round.Placed placed) {
        Demand demand = demand(placed.demand().shape);
        model.rules().topology().counting(demand);
        List<Requirement> domains = new ArrayList<>();
        Constraint there = placed.claim() == null
                ? Objects.requireNonNull(placed.node()).site().constraint()
                : placed.claim().site().constraint();
        demand.bounds.forEach(bound -> pin(bound.group(), there, domains));
        demand.repelledBy.forEach(group -> pin(group, there, domains));
        demand.shape
                .volumes()
                .alternatives()
                .forEach(volumes -> volumes.constraint()
                        .requirements
                        .all()
                        .forEach(requirement -> pin(requirement.key(), there, domains)));
        return model.rules().compiler().constraints().of(Requirements.of(domains));
    }

    private static void pin(TopologyGroup group, Constraint there, List<Requirement> domains) {
        if (!group.byHost) {
            pin(group.key, there, domains);
        }
    }

    private static void pin(String key, Constraint there, List<Requirement> domains) {
        Requirement domain = there.get(key);
        if (domain != null && !key.equals(WellKnown.HOSTNAME)) {
            domains.add(domain);
        }
    }

    /** The weight of the pool that took the pod; on a node that stands, that of the first pool that could. */
    private int leastWeight(Round.Placed placed) {
        @Nullable InFlightClaim claim = placed.claim();
        if (claim != null) {
            return claim.template.pool().weight();
        }
        PodShape shape = placed.demand().shape;
        for (PoolTemplate template : model.supply().templates()) {
            if (couldTake(template, shape)) {
                return template.pool().weight();
            }
        }
        return 0;
    }

    private boolean couldTake(PoolTemplate template, PodShape shape) {
        Compiler compiler = model.rules().compiler();
        Constraint both = compiler.constraints().meet(template.constraint(), shape.wish.constraint(), true);
        return both != null
                && shape.tolerates(template.taints(), compiler.taints())
                && !TypeFilter.remaining(template, template.options(), both, shape.requests, shape.ports)
                        .isEmpty();
    }
}
