package dev.nodecast.bed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.testbed.world.Machine;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Something that a controller is in the middle of.
 *
 * @param pool what is different in the pool from the start on, as a merge patch
 * @param workers that run before it begins
 * @param begin sets it going
 * @param rest waits for its end
 * @param launched how many instances it takes in all, however often a controller dies meanwhile
 */
record Situation(String name, String pool, int workers, Beginning begin, End rest, int launched) {

    private static final String NOTHING = "{}";
    private static final String SHORT_LIFE = "{\"spec\":{\"template\":{\"spec\":{\"expireAfter\":\"30s\"}}}}";

    /** So that a replacement that waits for its pods is not taken for a node that nobody needs. */
    private static final String PATIENT = "{\"spec\":{\"disruption\":{\"consolidateAfter\":\"120s\"}}}";

    /** Sets something going, and returns whether the controller has begun to act on it. */
    interface Beginning {
        Callable<Boolean> in(CloudWorld world) throws Exception;
    }

    /** Waits until everything is as it should be, or fails. */
    interface End {
        void in(CloudWorld world) throws Exception;
    }

    static List<Situation> all() {
        return List.of(
                new Situation("scale-up", NOTHING, 0, world -> scaledUp(world, 6), world -> world.runs(6), 6),
                new Situation("scale-down", NOTHING, 3, Situation::scaledDown, Situation::nothingIsLeft, 3),
                new Situation("interruption", NOTHING, 2, Situation::interrupted, Situation::anotherServes, 3),
                new Situation(
                        "no spot in a zone", NOTHING, 0, Situation::withoutSpotInAZone, world -> world.runs(3), 3),
                new Situation("no spot anywhere", NOTHING, 0, Situation::withoutSpot, world -> world.runs(3), 3),
                new Situation("expiry", SHORT_LIFE, 2, Situation::expired, Situation::twoNewOnesServe, 4),
                new Situation("drift", PATIENT, 2, Situation::drifted, Situation::allHaveTheNewLabel, 4),
                new Situation(
                        "blocked drain", NOTHING, 2, Situation::deletedUnderABudget, Situation::theBudgetHolds, 3));
    }

    private static Callable<Boolean> scaledUp(CloudWorld world, int workers) {
        world.scale(workers);
        return () -> world.account().aws().calls().containsKey("CreateFleet");
    }

    private static Callable<Boolean> scaledDown(CloudWorld world) {
        world.scale(0);
        return world::drains;
    }

    private static void nothingIsLeft(CloudWorld world) throws Exception {
        world.cluster()
                .eventually(
                        "no instance is left",
                        CloudWorld.PATIENCE,
                        () -> world.account().alive().isEmpty()
                                && world.claims().isEmpty());
    }

    private static Callable<Boolean> interrupted(CloudWorld world) {
        Machine victim = world.account().alive().getFirst();
        world.account().interrupt(victim);
        return world::drains;
    }

    /** The worker runs on for a while on the node that is to be emptied, which is not the end of it. */
    private static void anotherServes(CloudWorld world) throws Exception {
        world.cluster()
                .eventually(
                        "the instance has ended",
                        CloudWorld.PATIENCE,
                        () -> !world.account()
                                .machines(machine -> !machine.alive())
                                .isEmpty());
        world.runs(2);
    }

    private static Callable<Boolean> withoutSpotInAZone(CloudWorld world) {
        world.account().noMoreSpot(CloudAccount.ZONES.getFirst());
        return scaledUp(world, 3);
    }

    private static Callable<Boolean> withoutSpot(CloudWorld world) {
        CloudAccount.ZONES.forEach(world.account()::noMoreSpot);
        return scaledUp(world, 3);
    }

    /** What comes after them lives on; that they differ from the pool now is no reason to end them, for lack of a budget. */
    private static Callable<Boolean> expired(CloudWorld world) {
        world.patchPool("""
                {"spec":{"disruption":{"budgets":[{"nodes":"0"}]},"template":{"spec":{"expireAfter":"Never"}}}}""");
        return world::drains;
    }

    private static void twoNewOnesServe(CloudWorld world) throws Exception {
        List<Machine> old = world.account().machines(machine -> true).subList(0, 2);
        world.cluster()
                .eventually(
                        "the old ones are gone",
                        CloudWorld.PATIENCE,
                        () -> old.stream().noneMatch(Machine::alive));
        world.runs(2);
    }

    private static Callable<Boolean> drifted(CloudWorld world) {
        int before = world.claims().size();
        world.patchPool("{\"spec\":{\"template\":{\"metadata\":{\"labels\":{\"generation\":\"two\"}}}}}");
        return () -> world.claims().size() > before;
    }

    private static void allHaveTheNewLabel(CloudWorld world) throws Exception {
        world.cluster()
                .eventually(
                        "both nodes are replaced",
                        CloudWorld.PATIENCE.multipliedBy(2),
                        () -> world.cluster().nodes().stream()
                                        .allMatch(node -> "two"
                                                .equals(node.getMetadata()
                                                        .getLabels()
                                                        .get("generation")))
                                && world.claims().size() == 2
                                && world.cluster().running("default") == 2);
    }

    private static Callable<Boolean> deletedUnderABudget(CloudWorld world) throws Exception {
        world.cluster().apply("""
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {name: worker, namespace: default}
                spec: {minAvailable: 2, selector: {matchLabels: {app: worker}}}
                """);
        world.cluster()
                .eventually(
                        "the budget counts its pods",
                        CloudWorld.PATIENCE,
                        () -> world.budget().getCurrentHealthy() == 2);
        String victim = world.claims().getFirst();
        world.cluster()
                .client()
                .genericKubernetesResources("karpenter.sh/v1", "NodeClaim")
                .withName(victim)
                .delete();
        return world::drains;
    }

    /** The next controller stands by while it waits for the lease, then is held up too; without the budget it goes on. */
    private static void theBudgetHolds(CloudWorld world) throws Exception {
        world.cluster()
                .always(
                        "no worker is evicted",
                        CloudWorld.LEASE.plusSeconds(10),
                        () -> world.cluster().running("default") == 2 && world.drains());
        world.cluster()
                .client()
                .policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace("default")
                .withName("worker")
                .delete();
        world.cluster().eventually("the node is gone", CloudWorld.PATIENCE, () -> !world.drains());
        world.runs(2);
    }

    /** Waits for its end, and sees that nothing was bought twice. */
    void comesToRest(CloudWorld world) throws Exception {
        rest.in(world);
        world.cluster().isConsistent();
        assertThat(world.account().launched()).as("instances for " + name).isEqualTo(launched);
    }

    @Override
    public String toString() {
        return name;
    }
}
