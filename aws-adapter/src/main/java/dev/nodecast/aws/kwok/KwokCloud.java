package dev.nodecast.aws.kwok;

import dev.nodecast.aws.cloud.Cloud;
import dev.nodecast.aws.cloud.CloudUnavailableException;
import dev.nodecast.aws.kubernetes.ApiItem;
import dev.nodecast.aws.kubernetes.ApiReply;
import dev.nodecast.aws.kubernetes.ApiRequest;
import dev.nodecast.aws.kubernetes.Writes;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.NodeCondition;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.scheduler.port.RepairPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cloud of fake nodes, as Karpenter's kwok provider is one: it never runs out; of all offerings that a launch allows it takes
 * the cheapest, and its Node appears after the registration delay of the KWOKNodeClass. An instance whose Node has not appeared
 * yet when the controller ends is found again by its claim.
 */
public final class KwokCloud implements Cloud {

    private static final Logger LOG = LoggerFactory.getLogger(KwokCloud.class);
    private static final long RECOVERY_S = 60;
    private static final String NODES = "/api/v1/nodes";
    private static final long TOLERATED_NS = 10 * 60 * 1_000_000_000L;

    private final Map<String, InstanceType> types = new HashMap<>();
    private final Map<String, ScheduledFuture<?>> booting = new ConcurrentHashMap<>();
    private final Map<String, FakeInstance> found = new ConcurrentHashMap<>();
    private final Map<String, String> classOfPool = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor boots;
    private final List<InstanceType> offered;
    private final NodeClasses classes;
    private final Writes requests;
    private @Nullable Consumer<Observation> observations;

    /**
     * A cloud that sells these types.
     *
     * @param requests through which Nodes are made and deleted
     */
    public KwokCloud(KubernetesClient client, Writes requests, List<InstanceType> offered) {
        this.offered = List.copyOf(offered);
        this.requests = requests;
        this.classes = new NodeClasses(client);
        offered.forEach(type -> types.put(type.name(), type));
        boots = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("kwok-boots").daemon().factory());
        boots.setRemoveOnCancelPolicy(true);
    }

    @java.lang.Override
    public String name() {
        return "kwok";
    }

    @java.lang.Override
    public void start(Consumer<Observation> inbox) {
        observations = inbox;
        try {
            classes.start();
        } catch (CompletionException failed) {
            throw new CloudUnavailableException(
                    "KWOKNodeClasses (kwoknodeclasses." + NodeClasses.GROUP + ") cannot be watched: "
                            + failed.getCause() + "; is their custom resource definition installed?",
                    failed);
        }
        CompletableFuture<Void> recovered = new CompletableFuture<>();
        requests.submit("instances", writes -> {
            findInstances(writes);
            recovered.complete(null);
        });
        recovered.orTimeout(RECOVERY_S, TimeUnit.SECONDS).join();
    }

    /** Finds the instances of an earlier controller; those whose Nodes had not appeared when it ended boot on. */
    private void findInstances(Writes writes) throws InterruptedException {
        Set<String> nodes = new TreeSet<>();
        for (ApiItem node : ApiItem.itemsOf(writes.send(ApiRequest.get(NODES)))) {
            nodes.add(node.text("metadata", "name"));
            foundInstance(node);
        }
        for (ApiItem claim : ApiItem.itemsOf(writes.send(ApiRequest.get("/apis/karpenter.sh/v1/nodeclaims")))) {
            String name = claim.text("metadata", "name");
            boolean launched = claim.text("status", "providerID").equals(FakeInstance.providerId(name));
            if (launched && !claim.deleting() && !nodes.contains(FakeInstance.nodeName(name))) {
                bootOn(name, claim);
            }
        }
    }

    /** An instance whose claim has not learned of it yet is not made a second time. */
    private void foundInstance(ApiItem node) {
        String claim = node.label(WellKnown.HOSTNAME);
        FakeInstance instance = instance(claim, node);
        if (instance != null && node.text("spec", "providerID").equals(FakeInstance.providerId(claim))) {
            found.put(claim, instance);
        }
    }

    /** What the labels of a claim or node say of its instance; null where it is of no type that is sold here. */
    private @Nullable FakeInstance instance(String claim, ApiItem labelled) {
        InstanceType type = types.get(labelled.label(WellKnown.INSTANCE_TYPE));
        if (type == null) {
            return null;
        }
        String zone = labelled.label(WellKnown.ZONE);
        String capacityType = labelled.label(WellKnown.CAPACITY_TYPE);
        long price = type.offerings().stream()
                .filter(o -> o.zone().equals(zone) && o.capacityType().equals(capacityType))
                .mapToLong(Offering::priceMicroUsdPerHour)
                .findFirst()
                .orElse(0);
        return new FakeInstance(claim, type, new Observation.Offer(type.name(), zone, capacityType, price));
    }

    private void bootOn(String name, ApiItem claim) {
        FakeInstance instance = instance(name, claim);
        if (instance != null && claim.text("status", "nodeName").isEmpty()) {
            long wholeNs = classes.registrationNs(claim.text("spec", "nodeClassRef", "name"));
            long goneNs = Duration.between(Instant.parse(claim.text("metadata", "creationTimestamp")), Instant.now())
                    .toNanos();
            boot(instance, wholeNs - goneNs);
        }
    }

    @java.lang.Override
    public List<InstanceType> instanceTypes(NodePool pool) {
        classOfPool.put(pool.name(), pool.template().nodeClassRef().name());
        return notReady(pool) == null ? offered : List.of();
    }

    @java.lang.Override
    public @Nullable String notReady(NodePool pool) {
        NodeClaim.NodeClassRef ref = pool.template().nodeClassRef();
        if (!NodeClasses.ours(ref)) {
            return "its nodeClassRef is a " + ref.kind() + " of " + ref.group() + "; with --cloud kwok a "
                    + NodeClasses.KIND + " of " + NodeClasses.GROUP + " is needed";
        }
        return classes.has(ref) ? null : "the " + ref.kind() + " `" + ref.name() + "` does not exist";
    }

    @java.lang.Override
    public void launch(LaunchRequest request) {
        FakeInstance known = found.remove(request.nodeClaim());
        if (known != null) {
            tell(known.launched());
            return;
        }
        Override chosen = cheapest(request.overrides());
        InstanceType type = types.get(chosen.instanceType());
        if (type == null) {
            throw new IllegalArgumentException("launch of " + chosen.instanceType() + ", which is not sold here");
        }
        Observation.Offer offer = new Observation.Offer(
                type.name(),
                chosen.zone(),
                request.capacityType(),
                chosen.priceMicroUsdPerHour(),
                chosen.reservation());
        FakeInstance instance = new FakeInstance(request.nodeClaim(), type, offer);
        boot(instance, classes.registrationNs(classOfPool.getOrDefault(request.nodePool(), "")));
        tell(instance.launched());
    }

    /** Of one type's equal prices a random one, of several types the first by name. */
    private static Override cheapest(List<Override> overrides) {
        List<Override> cheapest = new ArrayList<>();
        for (Override candidate : overrides) {
            Override best = cheapest.isEmpty() ? candidate : cheapest.getFirst();
            if (candidate.priceMicroUsdPerHour() < best.priceMicroUsdPerHour()) {
                cheapest.clear();
            }
            if (cheapest.isEmpty() || sameTypeAndPrice(candidate, best)) {
                cheapest.add(candidate);
            }
        }
        return cheapest.get(ThreadLocalRandom.current().nextInt(cheapest.size()));
    }

    private static boolean sameTypeAndPrice(Override a, Override b) {
        return a.instanceType().equals(b.instanceType()) && a.priceMicroUsdPerHour() == b.priceMicroUsdPerHour();
    }

    /** In one step: a node that is to come at once must not come before it is known to be awaited. */
    private void boot(FakeInstance instance, long delayNs) {
        booting.compute(FakeInstance.providerId(instance.nodeClaim()), (providerId, before) -> {
            if (before != null) {
                before.cancel(false);
            }
            return boots.schedule(() -> register(instance, providerId), Math.max(0, delayNs), TimeUnit.NANOSECONDS);
        });
    }

    private void register(FakeInstance instance, String providerId) {
        requests.submit(object(FakeInstance.nodeName(instance.nodeClaim())), writes -> {
            if (booting.remove(providerId) == null) {
                return; // ended before its node could come
            }
            ApiReply reply = writes.send(ApiRequest.post(NODES, instance.node()));
            if (!reply.ok() && !reply.conflict()) {
                LOG.error("node of {} could not be created: {}", instance.nodeClaim(), reply.message());
            }
        });
    }

    @java.lang.Override
    public void terminate(String providerId) {
        ScheduledFuture<?> boot = booting.remove(providerId);
        if (boot != null) {
            boot.cancel(false);
        }
        String node = providerId.substring(FakeInstance.PROVIDER.length());
        requests.submit(object(node), writes -> {
            ApiReply reply = writes.send(ApiRequest.delete(NODES + "/" + node, Map.of()));
            if (reply.ok() || reply.notFound()) {
                tell(new Observation.InstanceGone(providerId));
            } else {
                LOG.error("node {} could not be deleted: {}", node, reply.message());
            }
        });
    }

    @java.lang.Override
    public void listInstances() {
        requests.submit("instances", writes -> {
            ApiReply reply = writes.send(ApiRequest.get(NODES + "?labelSelector=" + FakeInstance.KWOK + "%3Dfake"));
            if (reply.ok()) {
                Set<String> instances = new TreeSet<>(booting.keySet());
                for (ApiItem node : ApiItem.itemsOf(reply)) {
                    if (!node.deleting()) {
                        instances.add(node.text("spec", "providerID"));
                    }
                }
                tell(new Observation.InstancesListed(List.copyOf(instances)));
            }
        });
    }

    @java.lang.Override
    public List<RepairPolicy> repairPolicies() {
        return List.of(
                new RepairPolicy("Ready", NodeCondition.Status.FALSE, TOLERATED_NS),
                new RepairPolicy("Ready", NodeCondition.Status.UNKNOWN, TOLERATED_NS));
    }

    private static String object(String node) {
        return "nodes/" + node;
    }

    private void tell(Observation observation) {
        Consumer<Observation> inbox = observations;
        if (inbox != null) {
            inbox.accept(observation);
        }
    }

    @java.lang.Override
    public Health health() {
        return Health.READY;
    }

    @java.lang.Override
    public void close() {
        boots.shutdownNow();
        classes.close();
    }
}
