package dev.nodecast.aws.ec2.cluster;

import dev.nodecast.aws.ec2.AwsFailure;
import dev.nodecast.aws.ec2.launch.LaunchTemplates;
import dev.nodecast.aws.ec2.nodeclass.Condition;
import dev.nodecast.aws.ec2.nodeclass.NodeClass;
import dev.nodecast.aws.ec2.nodeclass.NodeClassHash;
import dev.nodecast.aws.ec2.nodeclass.NodeClassResolver;
import dev.nodecast.aws.ec2.nodeclass.NodeClassStatus;
import dev.nodecast.aws.ec2.nodeclass.ResolvedNodeClass;
import dev.nodecast.scheduler.model.NodeClaim;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Keeps the EC2NodeClasses resolved: when one changes, and again every five minutes, every minute while it is not ready.
 * Their status, events and the log say what was found ({@code pkg/controllers/nodeclass} of karpenter-provider-aws).
 */
public final class NodeClasses implements AutoCloseable {

    public static final String GROUP = "karpenter.k8s.aws";

    private static final Logger LOG = LoggerFactory.getLogger(NodeClasses.class);
    private static final Duration WHEN_READY = Duration.ofMinutes(5);
    private static final Duration WHEN_NOT = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final int SHOWN = 5;

    private static final ResourceDefinitionContext KIND = new ResourceDefinitionContext.Builder()
            .withGroup(GROUP)
            .withVersion("v1")
            .withKind(NodeClass.KIND)
            .withPlural("ec2nodeclasses")
            .withNamespaced(false)
            .build();

    private final Map<String, Map<String, Object>> objects = new ConcurrentHashMap<>();
    private final Map<String, ResolvedNodeClass> resolved = new ConcurrentHashMap<>();
    private final Map<String, ScheduledFuture<?>> next = new ConcurrentHashMap<>();
    private final Tools tools;
    private final ScheduledExecutorService worker;
    private final KindWatch watch;
    private final String caBundle;

    /**
     * What node classes are resolved and written with.
     *
     * @param writes null where nothing may be written
     */
    public record Tools(
            NodeClassResolver resolver,
            LaunchTemplates templates,
            ClaimWatch claims,
            @Nullable ClusterWrites writes,
            InstantSource clock) {}

    /** @param worker on whose one thread everything is looked up */
    public NodeClasses(KubernetesClient client, Tools tools, ScheduledExecutorService worker) {
        this.tools = tools;
        this.worker = worker;
        this.caBundle = ServerCertificate.of(client.getConfiguration());
        this.watch = new KindWatch(client, KIND, new Reader());
        tools.claims.whenGone(claim -> claimGone(claim.nodeClassRef().name()));
    }

    private final class Reader implements KindWatch.Reader {
        @Override
        public void seen(Map<String, Object> object) {
            NodeClass.Identity now = NodeClass.identityOf(object);
            Map<String, Object> last = objects.put(now.name(), object);
            NodeClass.Identity before = last == null ? null : NodeClass.identityOf(last);
            // our own writes of status and annotations are no news
            if (before == null
                    || before.generation() != now.generation()
                    || before.deleting() != now.deleting()
                    || !before.uid().equals(now.uid())) {
                later(now.name(), Duration.ZERO);
            }
        }

        @Override
        public void gone(String name) {
            objects.remove(name);
            resolved.remove(name);
        }
    }

    /** One that is being deleted may have waited for this claim. */
    private void claimGone(String nodeClass) {
        Map<String, Object> object = objects.get(nodeClass);
        if (object != null && NodeClass.identityOf(object).deleting()) {
            later(nodeClass, Duration.ZERO);
        }
    }

    /** Begins; returns when those that are there have been looked up once. */
    public void start() {
        watch.start();
        try {
            // one thread, in the order of time: what was to be looked up at once is done by then
            worker.submit(() -> LOG.debug("looked up {} EC2NodeClasses", resolved.size()))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** A node class as it was resolved last; empty where there is none, or it cannot be read. */
    public Optional<ResolvedNodeClass> named(String name) {
        return Optional.ofNullable(resolved.get(name));
    }

    /** Whether there is such an object, resolved or not. */
    public boolean exists(String name) {
        return objects.containsKey(name);
    }

    /** A launch was refused for lack of permission. */
    public void refused(String name, AwsFailure failure, String call) {
        submit(() -> {
            ResolvedNodeClass now =
                    resolved.computeIfPresent(name, (_, known) -> NodeClassResolver.refused(known, failure, call));
            if (now != null) {
                tell(now, objects.getOrDefault(name, Map.of()));
            }
        });
    }

    /** The next look, in the place of the one that was to be. */
    private void later(String name, Duration delay) {
        try {
            ScheduledFuture<?> before =
                    next.put(name, worker.schedule(() -> look(name), delay.toMillis(), TimeUnit.MILLISECONDS));
            if (before != null) {
                before.cancel(false);
            }
        } catch (RejectedExecutionException e) {
            LOG.debug("closed: EC2NodeClass {} is not looked at again", name, e);
        }
    }

    private void submit(Runnable task) {
        try {
            worker.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("closed", e);
        }
    }

    private void look(String name) {
        Map<String, Object> object = objects.get(name);
        if (object == null) {
            return;
        }
        try {
            NodeClass nodeClass = NodeClass.of(object, caBundle);
            if (nodeClass.identity().deleting()) {
                end(nodeClass, object);
                return;
            }
            claim(nodeClass, object);
            ResolvedNodeClass before = resolved.get(name);
            boolean sameSpec = before != null
                    && before.nodeClass().identity().generation()
                            == nodeClass.identity().generation();
            ResolvedNodeClass now = tools.resolver.resolve(nodeClass, sameSpec ? before : null);
            resolved.put(name, now);
            tell(now, object);
            again(name, now);
        } catch (NodeClass.UnreadableNodeClassException e) {
            LOG.error("{}", e.getMessage());
            resolved.remove(name);
            event(NodeClass.identityOf(object), true, "Unreadable", String.valueOf(e.getMessage()));
            later(name, WHEN_READY);
        } catch (RuntimeException e) {
            LOG.error("EC2NodeClass {} could not be looked up", name, e);
            later(name, WHEN_NOT);
        }
    }

    private void again(String name, ResolvedNodeClass now) {
        boolean unknown = now.conditions().stream().anyMatch(c -> c.status() == Condition.Status.UNKNOWN);
        // what is left of reservations is counted every minute, as the loop expects
        boolean settled = now.ready() && now.reservations().isEmpty();
        later(name, settled ? WHEN_READY : unknown ? SOON : WHEN_NOT);
    }

    /** Finalizer and mark of what it is. Claims that bear another controller's mark get ours: it says nothing of theirs. */
    private void claim(NodeClass nodeClass, Map<String, Object> object) {
        ClusterWrites writes = tools.writes;
        if (writes == null) {
            return;
        }
        NodeClass.Identity identity = nodeClass.identity();
        if (!identity.finalizers().contains(NodeClass.FINALIZER)) {
            writes.finalizer(identity, true, version(object));
        }
        Map<String, String> mark = marks(nodeClass);
        if (!identity.annotations().entrySet().containsAll(mark.entrySet())) {
            if (!NodeClassHash.VERSION.equals(identity.annotations().get(NodeClassHash.VERSION_ANNOTATION))) {
                usedBy(nodeClass).stream()
                        .filter(claim -> !claim.meta()
                                .annotations()
                                .has(NodeClassHash.VERSION_ANNOTATION, NodeClassHash.VERSION))
                        .forEach(claim -> writes.annotateClaim(claim.name(), markOf(claim, mark)));
            }
            writes.annotate(identity.name(), mark);
        }
    }

    /** One that has drifted stays drifted. */
    private static Map<String, String> markOf(NodeClaim claim, Map<String, String> mark) {
        return claim.status().driftedSinceNs() == null
                ? mark
                : Map.of(NodeClassHash.VERSION_ANNOTATION, NodeClassHash.VERSION);
    }

    /** The annotations that say from which node class something was made. */
    public static Map<String, String> marks(NodeClass nodeClass) {
        return Map.of(
                NodeClassHash.ANNOTATION, nodeClass.hash(), NodeClassHash.VERSION_ANNOTATION, NodeClassHash.VERSION);
    }

    private void tell(ResolvedNodeClass now, Map<String, Object> object) {
        ClusterWrites writes = tools.writes;
        Map<String, Object> before = status(object);
        Map<String, Object> status = NodeClassStatus.of(
                now,
                before,
                tools.clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        if (status.equals(before)) {
            return;
        }
        if (writes != null) {
            writes.status(now.name(), status);
        }
        for (Condition condition : now.conditions()) {
            boolean news = !condition.isMet() && !said(before, condition);
            if (news && !condition.type().equals(Condition.READY)) {
                LOG.warn("EC2NodeClass {}: {}: {}", now.name(), condition.type(), condition.message());
                if (!condition.reason().equals(Condition.AWAITING)) {
                    event(now.nodeClass().identity(), true, condition.reason(), condition.message());
                }
            }
        }
    }

    private static boolean said(Map<String, Object> status, Condition condition) {
        return status.get("conditions") instanceof List<?> list
                && list.stream()
                        .anyMatch(item -> item instanceof Map<?, ?> map
                                && condition.type().equals(map.get("type"))
                                && condition.status().text().equals(map.get("status"))
                                && condition.reason().equals(map.get("reason")));
    }

    private void end(NodeClass nodeClass, Map<String, Object> object) {
        ClusterWrites writes = tools.writes;
        resolved.computeIfPresent(
                nodeClass.name(),
                (_, known) -> new ResolvedNodeClass(
                        nodeClass,
                        known.subnets(),
                        known.securityGroups(),
                        known.amis(),
                        known.instanceProfile(),
                        known.reservations(),
                        known.conditions()));
        if (writes == null || !nodeClass.identity().finalizers().contains(NodeClass.FINALIZER)) {
            return;
        }
        List<NodeClaim> claims = usedBy(nodeClass);
        if (!claims.isEmpty()) {
            String names = String.join(
                    ", ",
                    claims.stream().map(NodeClaim::name).sorted().limit(SHOWN).toList());
            event(
                    nodeClass.identity(),
                    false,
                    "WaitingOnNodeClaimTermination",
                    "Waiting on NodeClaim termination for " + names
                            + (claims.size() > SHOWN ? " and " + (claims.size() - SHOWN) + " other(s)" : ""));
            later(nodeClass.name(), WHEN_NOT);
            return;
        }
        try {
            tools.resolver.deleteProfiles(nodeClass);
            tools.templates.deleteOf(nodeClass.name());
            writes.finalizer(nodeClass.identity(), false, version(object));
        } catch (SdkException e) {
            LOG.warn(
                    "EC2NodeClass {} is not let go of yet: {}",
                    nodeClass.name(),
                    AwsFailure.of(e).sentence("iam:DeleteInstanceProfile"));
        }
        later(nodeClass.name(), WHEN_NOT);
    }

    private List<NodeClaim> usedBy(NodeClass nodeClass) {
        return tools.claims.all().stream()
                .filter(claim -> claim.nodeClassRef().group().equals(GROUP)
                        && claim.nodeClassRef().name().equals(nodeClass.name()))
                .toList();
    }

    private void event(NodeClass.Identity identity, boolean warning, String reason, String message) {
        ClusterWrites writes = tools.writes;
        if (writes != null) {
            writes.event(identity, warning, reason, message);
        }
    }

    private static String version(Map<String, Object> object) {
        return object.get("metadata") instanceof Map<?, ?> meta ? String.valueOf(meta.get("resourceVersion")) : "";
    }

    @SuppressWarnings("unchecked") // the keys of a JSON object are texts
    private static Map<String, Object> status(Map<String, Object> object) {
        return object.get("status") instanceof Map<?, ?> status ? (Map<String, Object>) status : Map.of();
    }

    @Override
    public void close() {
        watch.close();
    }
}
