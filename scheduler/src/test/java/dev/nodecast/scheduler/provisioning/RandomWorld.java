package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.Affinity;
import dev.nodecast.scheduler.model.Affinity.PodTerm;
import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.Toleration;
import dev.nodecast.scheduler.model.TopologySpreadConstraint;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.List;
import java.util.Random;

/**
 * Worlds drawn from a seed. Their pods come in apps: all pods of an app ask for the same and carry the same rules, which
 * speak of their own app or of another one. Pods that spread have no node selector: two spreads over the same pods that
 * differ only in the values of their node selectors are one to Karpenter, and the nodes that count are those of the first.
 */
final class RandomWorld {

    private static final Taint DEDICATED = new Taint("dedicated", "x", Taint.Effect.NO_SCHEDULE);
    private static final List<String> ZONES = List.of("a", "b");

    private final Random random;
    private final World world = new World();

    private RandomWorld(long seed) {
        this.random = new Random(seed);
    }

    /** Everything that a provisioning round has rules for. */
    static World mixed(long seed) {
        RandomWorld drawn = new RandomWorld(seed);
        drawn.supply(true);
        int apps = 1 + drawn.random.nextInt(6);
        for (int app = 0; app < apps; app++) {
            drawn.app("app-" + app, drawn.ruled(apps), 1 + drawn.random.nextInt(9));
        }
        return drawn.world;
    }

    /** Only requests, node selectors, taints and weights; nothing between pods, no limits, no preferences. */
    static World plain(long seed) {
        RandomWorld drawn = new RandomWorld(seed);
        drawn.supply(false);
        for (int app = 0; app < 1 + drawn.random.nextInt(6); app++) {
            drawn.app("app-" + app, drawn.plain(drawn.selector()), 1 + drawn.random.nextInt(9));
        }
        return drawn.world;
    }

    private void supply(boolean limits) {
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
            long cores = 1L << random.nextInt(5);
            world.type("t" + i, cores * 1_000, cores * 2_048, random.nextInt(4) == 0 ? 1 : 0, cores * 0.05);
        }
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            pool("pool-" + i, limits && random.nextInt(3) == 0);
        }
        for (int i = 0; i < random.nextInt(4); i++) {
            world.node("node-" + i, zone(), 500L * random.nextInt(8), 4_096);
        }
        if (random.nextBoolean()) {
            world.daemonSet("agent", 100L * random.nextInt(5), 128);
        }
    }

    void pool(String name, boolean limited) {
        List<Taint> taints = random.nextInt(3) == 0 ? List.of(DEDICATED) : List.of();
        Resources limits = limited ? Resources.of(Resources.CPU, 10_000L * random.nextInt(6)) : Resources.NONE;
        NodeSelectorRequirement[] required = random.nextInt(4) == 0
                ? new NodeSelectorRequirement[] {NodeSelectorRequirement.in(WellKnown.ZONE, zone())}
                : new NodeSelectorRequirement[0];
        world.pool(name, random.nextInt(3), limits, taints, required);
    }

    private void app(String app, PodSpec spec, int replicas) {
        Labels labels = Labels.of("app", app);
        for (int i = 0; i < replicas; i++) {
            if (random.nextInt(6) == 0 && world.cluster.ofNode("node-0") != null) {
                world.running(app + "-" + i, labels, spec.withRequests(World.request(1, 1, 0)), "node-0");
            } else {
                world.pod(app + "-" + i, labels, spec);
            }
        }
    }

    private Labels selector() {
        return random.nextInt(5) == 0 ? Labels.of(WellKnown.ZONE, zone()) : Labels.NONE;
    }

    private PodSpec plain(Labels selector) {
        Resources request = World.request(
                100L * (1 + random.nextInt(40)), 64L * (1 + random.nextInt(64)), random.nextInt(8) == 0 ? 1 : 0);
        Toleration[] tolerations =
                random.nextBoolean() ? new Toleration[] {Toleration.exists("dedicated")} : new Toleration[0];
        return World.spec(request, selector, tolerations);
    }

    private PodSpec ruled(int apps) {
        LabelSelector someApp = LabelSelector.of("app", "app-" + random.nextInt(apps));
        String key = random.nextBoolean() ? WellKnown.ZONE : WellKnown.HOSTNAME;
        PodTerm term = new PodTerm(someApp, List.of(), null, key, List.of(), List.of());
        PodSpec spec = plain(selector());
        return switch (random.nextInt(8)) {
            case 0, 1 -> plain(Labels.NONE).withTopologySpread(List.of(spread(key, someApp)));
            case 2 -> spec.withAffinity(affinity(List.of(term), List.of()));
            case 3 -> spec.withAffinity(affinity(List.of(), List.of(term)));
            case 4 -> spec.withAffinity(preferring(term));
            default -> spec;
        };
    }

    private TopologySpreadConstraint spread(String key, LabelSelector selector) {
        boolean required = random.nextInt(4) > 0;
        return new TopologySpreadConstraint(
                1 + random.nextInt(2), key, required, selector, null, true, false, List.of());
    }

    private static Affinity affinity(List<PodTerm> near, List<PodTerm> apart) {
        return new Affinity(List.of(), List.of(), near, List.of(), apart, List.of());
    }

    private Affinity preferring(PodTerm term) {
        List<Affinity.PreferredPod> preference = List.of(new Affinity.PreferredPod(1 + random.nextInt(100), term));
        return random.nextBoolean()
                ? new Affinity(List.of(), List.of(), List.of(), preference, List.of(), List.of())
                : new Affinity(List.of(), List.of(), List.of(), List.of(), List.of(), preference);
    }

    private String zone() {
        return ZONES.get(random.nextInt(ZONES.size()));
    }
}
