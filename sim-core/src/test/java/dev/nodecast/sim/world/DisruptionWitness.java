package dev.nodecast.sim.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.control.ControlLoop;
import dev.nodecast.scheduler.control.Ports;
import dev.nodecast.scheduler.control.Settings;
import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.model.Budget;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodDisruptionBudget;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.CloudProvider;
import dev.nodecast.scheduler.port.ClusterPort;
import dev.nodecast.scheduler.port.Observation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Watches the control loop from outside: what it is told, what it decides and what it asks for. At each command it checks
 * the promises that voluntary disruption makes, by rules of its own.
 */
final class DisruptionWitness {

    private static final long HOUR_MINUTES = 60;
    private static final Set<String> VOLUNTARY = Set.of("Empty", "Underutilized", "Drifted");

    /** A command that was carried out, and what it did to the price. */
    static final class Carried {
        final long atNs;
        final Decision.Disrupt command;
        final long costBefore;
        long replacementsCost;

        Carried(long atNs, Decision.Disrupt command, long costBefore) {
            this.atNs = atNs;
            this.command = command;
            this.costBefore = costBefore;
        }
    }

    final List<Carried> commands = new ArrayList<>();
    final Map<String, Integer> terminated = new LinkedHashMap<>();
    int checkedEvictions;
    /** The most pods that had a place at once, from {@link #countFromNs} on. */
    int mostBound;

    long countFromNs;
    private final Map<String, NodePool> pools = new LinkedHashMap<>();
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, String> claimOf = new LinkedHashMap<>();
    private final Map<String, Long> priceOf = new LinkedHashMap<>();
    private final Map<String, NodeClaim> claims = new LinkedHashMap<>();
    private final Map<String, Carried> inFlight = new LinkedHashMap<>();
    private final Set<String> terminating = new LinkedHashSet<>();
    private final Set<String> ended = new LinkedHashSet<>();
    private final Map<ObjectKey, Pod> pods = new LinkedHashMap<>();
    private final Set<ObjectKey> evicted = new LinkedHashSet<>();
    private final Map<ObjectKey, Integer> replicas = new LinkedHashMap<>();
    private PodDisruptionBudget podBudget;
    private Ports ports;
    private String seed;

    /** The control loop, watched. */
    Autoscaler.Factory loop(Settings settings, long worldSeed) {
        seed = "seed " + worldSeed;
        return real -> {
            ports = new Ports(
                    real.clock(),
                    real.timers(),
                    watched(ClusterPort.class, real.cluster(), this::asked),
                    watched(CloudProvider.class, real.cloud(), this::asked),
                    real.metrics(),
                    (nowNs, decision) -> {
                        decided(decision, nowNs);
                        real.journal().record(nowNs, decision);
                    });
            ControlLoop loop = new ControlLoop(ports, settings);
            loop.start();
            return observation -> {
                told(observation);
                loop.observe(observation);
            };
        };
    }

    private static <T> T watched(Class<T> type, T port, BiConsumer<String, Object[]> watcher) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                    watcher.accept(method.getName(), arguments);
                    try {
                        return method.invoke(port, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private void asked(String what, Object[] arguments) {
        switch (what) {
            case "updateNode" -> nodes.put(((Node) arguments[0]).name(), (Node) arguments[0]);
            case "deleteNode" -> nodes.remove((String) arguments[0]);
            case "createNodeClaim", "updateNodeClaim" ->
                claims.put(((NodeClaim) arguments[0]).name(), (NodeClaim) arguments[0]);
            case "releaseNodeClaim" -> ended.add((String) arguments[0]);
            case "terminate" -> ended.add(claimOf.getOrDefault((String) arguments[0], ""));
            case "evict" -> evicted.add((ObjectKey) arguments[0]);
            case "deletePod" -> deletes((ObjectKey) arguments[0]);
            default -> {}
        }
    }

    private void told(Observation observation) {
        if (ports.clock().nowNs() >= countFromNs) {
            mostBound = Math.max(mostBound, bound());
        }
        switch (observation) {
            case Observation.NodePoolObserved o -> pools.put(o.pool().name(), o.pool());
            case Observation.NodeObserved o -> nodes.put(o.node().name(), o.node());
            case Observation.NodeGone o -> nodes.remove(o.name());
            case Observation.Launched o -> launched(o);
            case Observation.PodObserved o -> seen(o.pod());
            case Observation.PodGone o -> pods.remove(o.key());
            case Observation.EvictionRefused o -> evicted.remove(o.pod());
            case Observation.BudgetObserved o -> podBudget = o.budget();
            case Observation.WorkloadObserved o -> replicas.put(o.workload().key(), o.specReplicas());
            case Observation.NodeClaimObserved o -> {
                if (o.claim().meta().deleting()) {
                    terminating.add(o.claim().name());
                }
            }
            default -> {}
        }
    }

    private void launched(Observation.Launched launched) {
        claimOf.put(launched.providerId(), launched.nodeClaim());
        priceOf.put(launched.nodeClaim(), launched.offer().priceMicroUsdPerHour());
        for (Carried carried : inFlight.values()) {
            if (carried.command.replacements().contains(launched.nodeClaim())) {
                carried.replacementsCost += launched.offer().priceMicroUsdPerHour();
                break;
            }
        }
    }

    private void seen(Pod pod) {
        Pod before = pods.put(pod.key(), pod);
        if (before != null && !before.meta().deleting() && pod.meta().deleting() && evicted.contains(pod.key())) {
            evictionWasAllowed(before);
        }
    }

    /** Pods that have a place and are not leaving it. */
    int bound() {
        int bound = 0;
        for (Pod pod : pods.values()) {
            bound += pod.nodeName() != null && !pod.meta().deleting() ? 1 : 0;
        }
        return bound;
    }

    int unbound() {
        int unbound = 0;
        for (Pod pod : pods.values()) {
            unbound += pod.nodeName() == null && !pod.meta().deleting() ? 1 : 0;
        }
        return unbound;
    }

    /** A healthy pod that was evicted leaves as many healthy ones as its budget asks for. */
    private void evictionWasAllowed(Pod pod) {
        if (podBudget == null || !podBudget.covers(pod) || !pod.ready()) {
            return;
        }
        int healthy = 0;
        for (Pod other : pods.values()) {
            healthy += podBudget.covers(other) && other.ready() && !other.meta().deleting() ? 1 : 0;
        }
        int wanted = replicas.getOrDefault(RandomCluster.WEB, 0);
        assertThat(healthy)
                .as("%s: healthy pods of %d after the eviction of %s", seed, wanted, pod.key())
                .isGreaterThanOrEqualTo(wanted - podBudget.maxUnavailable().ofRoundedUp(wanted));
        checkedEvictions++;
    }

    /** Past the Eviction API only where a node's grace period says so. */
    private void deletes(ObjectKey key) {
        evicted.remove(key);
        Pod pod = pods.get(key);
        Node node = pod == null || pod.nodeName() == null ? null : nodes.get(pod.nodeName());
        NodeClaim claim = node == null ? null : claims.get(claimOf.get(node.providerId()));
        if (claim != null) {
            assertThat(claim.terminationGracePeriodNs())
                    .as("%s: %s is deleted past its budget", seed, key)
                    .isNotNull();
        }
    }

    private void decided(Decision decision, long nowNs) {
        switch (decision) {
            case Decision.Disrupt disrupt -> disrupts(disrupt, nowNs);
            case Decision.DisruptionAbandoned abandoned -> inFlight.keySet().removeAll(abandoned.nodeClaims());
            case Decision.NodeTerminating(String claim, String cause) -> terminates(claim, cause);
            default -> {}
        }
    }

    private void disrupts(Decision.Disrupt disrupt, long nowNs) {
        Map<String, Integer> taken = new LinkedHashMap<>();
        long cost = 0;
        for (String claim : disrupt.nodeClaims()) {
            Node node = nodeOf(claim);
            taken.merge(node.meta().labels().get(WellKnown.NODE_POOL), 1, Integer::sum);
            cost += priceOf.get(claim);
            podsLetItGo(disrupt, claims.get(claim), node);
        }
        taken.forEach((pool, count) -> assertThat(count)
                .as("%s at %d s: %s in %s", seed, nowNs / Fixtures.SECOND, disrupt, pool)
                .isLessThanOrEqualTo(left(pools.get(pool), disrupt.reason(), nowNs)));
        Carried carried = new Carried(nowNs, disrupt, cost);
        commands.add(carried);
        disrupt.nodeClaims().forEach(claim -> inFlight.put(claim, carried));
    }

    private Node nodeOf(String claim) {
        for (Node node : nodes.values()) {
            if (claim.equals(claimOf.get(node.providerId()))) {
                return node;
            }
        }
        throw new AssertionError(seed + ": a command on " + claim + ", which has no node");
    }

    /** Neither a pod's own wish nor a budget of pods is passed over, except by drift where the drain has an end. */
    private void podsLetItGo(Decision.Disrupt disrupt, NodeClaim claim, Node node) {
        if (disrupt.reason().equals("Drifted") && claim.terminationGracePeriodNs() != null) {
            return;
        }
        for (Pod pod : pods.values()) {
            if (node.name().equals(pod.nodeName()) && !pod.meta().deleting()) {
                assertThat(pod.meta().annotations().has(WellKnown.DO_NOT_DISRUPT, "true"))
                        .as("%s: %s must not be disrupted by %s", seed, pod.key(), disrupt)
                        .isFalse();
                assertThat(podBudget != null && podBudget.covers(pod) && podBudget.disruptionsAllowed() == 0)
                        .as("%s: the budget keeps %s from %s", seed, pod.key(), disrupt)
                        .isFalse();
            }
        }
    }

    /** How many nodes may still go: the least of all budgets that hold, less those that go already or are not ready. */
    private int left(NodePool pool, String reason, long nowNs) {
        int all = 0;
        int gone = 0;
        for (Node node : nodes.values()) {
            String claim = claimOf.get(node.providerId());
            boolean counts = node.meta().labels().has(WellKnown.NODE_POOL, pool.name())
                    && node.meta().labels().has(WellKnown.INITIALIZED, "true")
                    && !ended.contains(claim);
            if (counts) {
                all++;
                gone += inFlight.containsKey(claim) || terminating.contains(claim) || !node.ready() ? 1 : 0;
            }
        }
        int least = Integer.MAX_VALUE;
        for (Budget budget : pool.disruption().budgets()) {
            boolean speaks = budget.reasons().isEmpty()
                    || budget.reasons().stream().anyMatch(r -> r.text().equals(reason));
            if (speaks && holds(budget, nowNs)) {
                least = Math.min(least, budget.nodes().ofRoundedUp(all));
            }
        }
        return Math.max(0, least - gone);
    }

    /** Schedules are "m * * * *", and the world begins at a full hour. */
    private static boolean holds(Budget budget, long nowNs) {
        if (budget.schedule() == null) {
            return true;
        }
        long fires =
                Long.parseLong(budget.schedule().substring(0, budget.schedule().indexOf(' ')));
        long since = Math.floorMod(nowNs - fires * Fixtures.MINUTE, HOUR_MINUTES * Fixtures.MINUTE);
        return since < budget.durationNs();
    }

    private void terminates(String claim, String cause) {
        terminated.merge(cause, 1, Integer::sum);
        terminating.add(claim);
        Carried carried = inFlight.get(claim);
        if (VOLUNTARY.contains(cause)) {
            assertThat(carried).as("%s: %s goes without a command", seed, claim).isNotNull();
            for (String replacement : carried.command.replacements()) {
                Node node = nodeOf(replacement);
                assertThat(node.meta().labels().has(WellKnown.INITIALIZED, "true"))
                        .as("%s: %s goes before its replacement is there", seed, claim)
                        .isTrue();
            }
        }
    }
}
