package dev.nodecast.aws.ec2;

import dev.nodecast.aws.cloud.Cloud;
import dev.nodecast.aws.ec2.catalog.InstanceTypeLists;
import dev.nodecast.aws.ec2.catalog.Market;
import dev.nodecast.aws.ec2.cluster.ClaimWatch;
import dev.nodecast.aws.ec2.cluster.ClusterWrites;
import dev.nodecast.aws.ec2.cluster.NodeClasses;
import dev.nodecast.aws.ec2.interruption.Counts;
import dev.nodecast.aws.ec2.interruption.InterruptionQueue;
import dev.nodecast.aws.ec2.launch.Drift;
import dev.nodecast.aws.ec2.launch.Instance;
import dev.nodecast.aws.ec2.launch.Instances;
import dev.nodecast.aws.ec2.launch.LaunchOrder;
import dev.nodecast.aws.ec2.launch.LaunchTemplates;
import dev.nodecast.aws.ec2.launch.Launcher;
import dev.nodecast.aws.ec2.launch.ProviderId;
import dev.nodecast.aws.ec2.launch.SubnetChoice;
import dev.nodecast.aws.ec2.launch.Terminations;
import dev.nodecast.aws.ec2.nodeclass.Condition;
import dev.nodecast.aws.ec2.nodeclass.NodeClass;
import dev.nodecast.aws.ec2.nodeclass.NodeClassResolver;
import dev.nodecast.aws.ec2.nodeclass.ResolvedNodeClass;
import dev.nodecast.aws.kubernetes.Writes;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.scheduler.port.RepairPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * EC2, as an account and region have it, for one EKS cluster. It decides nothing: what is launched, ended or avoided is said
 * by the loop; which of the offered capacity a launch gets is said by EC2.
 */
public final class Ec2Cloud implements Cloud {

    private static final Logger LOG = LoggerFactory.getLogger(Ec2Cloud.class);
    private static final Duration REFRESH = Duration.ofHours(12);
    private static final Duration SWEEP = Duration.ofMinutes(1);
    private static final Duration ENDINGS = Duration.ofSeconds(2);
    private static final Duration TAGS = Duration.ofSeconds(10);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final AwsClients aws;
    private final Ec2Settings settings;
    private final Kube kube;
    private final InstantSource clock = InstantSource.system();
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService upkeep = Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().name("ec2-upkeep-", 0).daemon().factory());
    private final ScheduledExecutorService classWorker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("ec2-node-classes").daemon().factory());

    /** Claims of which a launch is on its way. */
    private final Set<String> launching = ConcurrentHashMap.newKeySet();

    private Counts counts = Counts.NONE;
    private volatile @Nullable Parts parts;

    /** The cluster's API server. */
    public record Kube(KubernetesClient client, Writes writes) {}

    /** What there is once it is known which cluster it is. */
    private record Parts(
            Consumer<Observation> observations,
            ClusterSource cluster,
            ClaimWatch claims,
            NodeClasses nodeClasses,
            @Nullable ClusterWrites writes,
            InstanceTypeLists types,
            Instances instances,
            Launcher launcher,
            Terminations terminations,
            @Nullable InterruptionQueue queue) {}

    public Ec2Cloud(AwsClients aws, Ec2Settings settings, Kube kube) {
        this.aws = aws;
        this.settings = settings;
        this.kube = kube;
    }

    @java.lang.Override
    public void meteredIn(MeterRegistry meters) {
        counts = new MeteredQueue(meters);
    }

    @java.lang.Override
    public String name() {
        return "aws";
    }

    @java.lang.Override
    public void start(Consumer<Observation> observations) {
        ClusterSource cluster = new ClusterSource(aws.eks(), settings.cluster(), aws.region());
        ClaimWatch claims = new ClaimWatch(kube.client);
        claims.start();
        ClusterWrites writes = settings.readOnly() ? null : new ClusterWrites(kube.writes);
        LaunchTemplates templates = new LaunchTemplates(aws.launching(), settings.cluster(), clock);
        NodeClasses nodeClasses = new NodeClasses(
                kube.client,
                new NodeClasses.Tools(
                        new NodeClassResolver(aws, cluster, clock, settings.readOnly()),
                        templates,
                        claims,
                        writes,
                        clock),
                classWorker);
        nodeClasses.start();
        Instances instances = new Instances(aws.reading(), aws.launching(), settings.cluster());
        Market market = new Market(aws, clock);
        Parts made = new Parts(
                observations,
                cluster,
                claims,
                nodeClasses,
                writes,
                new InstanceTypeLists(aws.region(), market),
                instances,
                new Launcher(aws.launching(), cluster, new Launcher.Tools(templates, new SubnetChoice(), instances)),
                new Terminations(instances, observations, calls),
                queue(observations, claims, instances));
        parts = made;
        begin(made, market, templates);
    }

    private @Nullable InterruptionQueue queue(
            Consumer<Observation> observations, ClaimWatch claims, Instances instances) {
        return settings.interruptionQueue().isEmpty() || settings.readOnly()
                ? null
                : new InterruptionQueue(
                        aws.sqs(),
                        settings.interruptionQueue(),
                        id -> claims.providerId(id).or(() -> instances.known(id).map(Instance::providerId)),
                        new InterruptionQueue.Outlet(observations, counts, clock, claims::actedOn));
    }

    private void begin(Parts made, Market market, LaunchTemplates templates) {
        every(Duration.ZERO, REFRESH, market::refresh);
        if (settings.readOnly()) {
            return;
        }
        upkeep.execute(() -> quietly(templates::adopt));
        upkeep.execute(() -> quietly(made.instances::list));
        every(SWEEP, SWEEP, templates::sweep);
        every(ENDINGS, ENDINGS, made.terminations::look);
        every(TAGS, TAGS, new Tagging(made.instances, made.claims, settings.cluster())::look);
        InterruptionQueue queue = made.queue;
        if (queue != null) {
            Thread.ofVirtual().name("interruption-queue").start(queue);
        } else {
            LOG.warn("no interruption queue is given: spot interruptions are seen only when nodes are gone");
        }
    }

    private void every(Duration first, Duration period, Runnable task) {
        var _ = upkeep.scheduleWithFixedDelay(
                () -> quietly(task), first.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A task that fails is to be tried again in its time. */
    private static void quietly(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warn("upkeep failed, and is tried again in its time", e);
        }
    }

    private Parts parts() {
        Parts known = parts;
        if (known == null) {
            throw new IllegalStateException("the cloud has not been started");
        }
        return known;
    }

    @java.lang.Override
    public List<InstanceType> instanceTypes(NodePool pool) {
        return ours(pool.template().nodeClassRef()).map(parts().types::of).orElse(List.of());
    }

    private Optional<ResolvedNodeClass> ours(NodeClaim.NodeClassRef ref) {
        return ref.group().equals(NodeClasses.GROUP) && ref.kind().equals(NodeClass.KIND)
                ? parts().nodeClasses.named(ref.name())
                : Optional.empty();
    }

    @java.lang.Override
    public @Nullable String notReady(NodePool pool) {
        NodeClaim.NodeClassRef ref = pool.template().nodeClassRef();
        if (!ref.group().equals(NodeClasses.GROUP) || !ref.kind().equals(NodeClass.KIND)) {
            return "its nodeClassRef is a " + ref.kind() + " of " + ref.group() + "; with --cloud aws an "
                    + NodeClass.KIND + " of " + NodeClasses.GROUP + " is needed";
        }
        return notReady(ref.name());
    }

    private @Nullable String notReady(String name) {
        Optional<ResolvedNodeClass> nodeClass = parts().nodeClasses.named(name);
        if (nodeClass.isEmpty()) {
            return "the EC2NodeClass `" + name + "` "
                    + (parts().nodeClasses.exists(name) ? "has not been resolved" : "does not exist");
        }
        if (nodeClass.get().nodeClass().identity().deleting()) {
            return "the EC2NodeClass `" + name + "` is being deleted";
        }
        return nodeClass.get().ready()
                ? null
                : "the EC2NodeClass `" + name + "` is not ready: "
                        + nodeClass
                                .get()
                                .condition(Condition.READY)
                                .map(Condition::message)
                                .orElse("");
    }

    @java.lang.Override
    public void launch(LaunchRequest request) {
        if (launching.add(request.nodeClaim())) {
            run(() -> launch(request, parts()));
        }
    }

    private void launch(LaunchRequest request, Parts with) {
        Observation answer = failed(request, "the launch broke off");
        try {
            answer = answer(request, with);
        } catch (RuntimeException e) {
            LOG.error("claim {}: not launched", request.nodeClaim(), e);
            answer = failed(request, String.valueOf(e.getMessage()));
        } finally {
            launching.remove(request.nodeClaim());
            with.observations.accept(answer);
        }
    }

    private Observation answer(LaunchRequest request, Parts with) {
        Optional<NodeClaim> claim = with.claims.claim(request.nodeClaim());
        if (claim.isEmpty()) {
            return failed(request, "the NodeClaim does not exist");
        }
        String name = claim.get().nodeClassRef().name();
        String why = notReady(name);
        Optional<ResolvedNodeClass> nodeClass = with.nodeClasses.named(name);
        if (why != null || nodeClass.isEmpty()) {
            return failed(request, why == null ? "its EC2NodeClass is gone" : why);
        }
        LaunchOrder order = new LaunchOrder(request, claim.get(), nodeClass.get(), with.types.of(nodeClass.get()));
        Launcher.Outcome outcome = with.launcher.launch(order, mayBeThere(claim.get()));
        outcome.failure()
                .filter(failure -> failure.kind() == AwsFailure.Kind.NOT_AUTHORIZED)
                .ifPresent(failure -> with.nodeClasses.refused(name, failure, "ec2:CreateFleet"));
        if (outcome.answer() instanceof Observation.Launched launched) {
            mark(launched, nodeClass.get(), with);
        }
        return outcome.answer();
    }

    /** A claim that is older than a moment was perhaps launched by an earlier run. */
    private boolean mayBeThere(NodeClaim claim) {
        return clock.instant()
                .minusSeconds(GRACE.toSeconds())
                .isAfter(Instant.EPOCH.plusNanos(claim.meta().createdNs()));
    }

    private static void mark(Observation.Launched launched, ResolvedNodeClass nodeClass, Parts with) {
        ClusterWrites writes = with.writes;
        if (writes != null) {
            writes.annotateClaim(launched.nodeClaim(), NodeClasses.marks(nodeClass.nodeClass()));
            with.instances
                    .known(ProviderId.instanceId(launched.providerId()))
                    .ifPresent(instance -> writes.imageOfClaim(launched.nodeClaim(), instance.imageId()));
        }
    }

    private static Observation failed(LaunchRequest request, String why) {
        return new Observation.LaunchFailed(request.nodeClaim(), why, List.of());
    }

    @java.lang.Override
    public void terminate(String providerId) {
        parts().terminations.begin(providerId);
    }

    @java.lang.Override
    public void listInstances() {
        run(() -> {
            try {
                List<String> ids = parts().instances.list().stream()
                        .filter(instance -> !instance.ending())
                        .map(Instance::providerId)
                        .toList();
                parts().observations.accept(new Observation.InstancesListed(ids));
            } catch (SdkException e) {
                // no list is better than a list that lacks something: claims would be ended by it
                LOG.warn("{}", AwsFailure.of(e).sentence("ec2:DescribeInstances"));
            }
        });
    }

    @java.lang.Override
    public @Nullable String drifted(NodeClaim claim) {
        Optional<ResolvedNodeClass> nodeClass = ours(claim.nodeClassRef());
        Optional<Instance> instance =
                parts().instances.known(ProviderId.instanceId(claim.status().providerId()));
        return nodeClass.isEmpty() || instance.isEmpty()
                ? null
                : Drift.of(claim, instance.get(), nodeClass.get(), parts().types.of(nodeClass.get()));
    }

    @java.lang.Override
    public List<RepairPolicy> repairPolicies() {
        return RepairPolicy.AWS;
    }

    @java.lang.Override
    public Health health() {
        Parts known = parts;
        if (known == null) {
            return new Health(false, "the cloud is starting");
        }
        Optional<String> unknown = known.cluster.trouble();
        InterruptionQueue queue = known.queue;
        return new Health(
                unknown.isEmpty(),
                unknown.or(() -> Optional.ofNullable(queue).flatMap(InterruptionQueue::trouble))
                        .orElse(""));
    }

    private void run(Runnable task) {
        try {
            calls.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("closed: a call is not made any more", e);
        }
    }

    @java.lang.Override
    public void close() {
        Parts known = parts;
        if (known != null) {
            if (known.queue != null) {
                known.queue.close();
            }
            known.nodeClasses.close();
            known.claims.close();
        }
        upkeep.shutdownNow();
        classWorker.shutdownNow();
        calls.shutdown();
        try {
            if (!calls.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("calls on their way have not ended within {} s", GRACE.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        aws.close();
    }
}
