package dev.nodecast.aws.controller;

import dev.nodecast.aws.autoscale.AutoscaleSettings;
import dev.nodecast.aws.autoscale.LiveAutoscaling;
import dev.nodecast.aws.autoscale.Noticeboard;
import dev.nodecast.aws.cloud.Cloud;
import dev.nodecast.aws.kubernetes.Fence;
import dev.nodecast.aws.kubernetes.KubernetesCluster;
import dev.nodecast.aws.kubernetes.WatchedKind;
import dev.nodecast.aws.kubernetes.Writes;
import dev.nodecast.aws.loop.Inbox;
import dev.nodecast.aws.loop.LoopThread;
import dev.nodecast.aws.loop.WallClock;
import dev.nodecast.aws.metrics.ClusterGauges;
import dev.nodecast.aws.metrics.Scene;
import dev.nodecast.scheduler.control.Ports;
import dev.nodecast.scheduler.control.Settings;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.port.CloudProvider;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.scheduler.port.MetricSource;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.scheduler.recording.LoopConfiguration;
import dev.nodecast.scheduler.recording.RecordedLoop;
import dev.nodecast.scheduler.recording.Recorder;
import dev.nodecast.scheduler.state.StateNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The scheduler's control loop on a live cluster and cloud: the same object that the simulator drives, behind live ports. */
final class LiveLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveLoop.class);
    private static final long TICK_MS = 1_000;
    private static final int FULL_TICKS = 10;
    private static final long FIRST_TIDY_S = 10;
    private static final long TIDY_S = 60;
    private static final long SCRAPE_S = 5;

    private final Inbox inbox;
    private final LoopThread thread;
    private final KubernetesCluster cluster;
    private final Cloud cloud;
    private final Meters meters;
    private final LaunchLatency latency;
    private final Settings settings;
    private final @Nullable ShadowWorld shadow;
    private final @Nullable LiveAutoscaling autoscaling;
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("ticks").daemon().factory());
    private final Recorder recorder;
    private final ObjectNotes notes;
    private final StayNotes stays;
    private RecordedLoop control;
    private volatile boolean broken;
    private long toldVersion = -1;
    private int ticksSinceTold;

    /** What a loop runs on. */
    record World(KubernetesClient client, Writes writes, Fence fence, Cloud cloud, String host) {}

    LiveLoop(ControllerSettings all, World world, Set<WatchedKind> kinds, Consumer<Throwable> failed) {
        settings = all.scheduler();
        recorder = all.journal();
        shadow = all.mode().shadow() ? new ShadowWorld() : null;
        cloud = world.cloud;
        meters = new Meters(cloud.name(), this::claim);
        WallClock wall = new WallClock();
        inbox = new Inbox(this::observe);
        thread = new LoopThread(inbox, wall, problem -> {
            broken = true;
            failed.accept(problem);
        });
        latency = new LaunchLatency(wall, meters::launchedAfter);
        cluster = new KubernetesCluster(
                new KubernetesCluster.Wiring(
                        world.client, world.writes, world.fence, inbox, this::observe, thread, meters, world.host),
                kinds,
                shadow != null);
        notes = new ObjectNotes(
                this::claim,
                new ObjectNotes.Outlets(cluster::event, cluster::disrupted, cluster.health(), cluster::planned));
        stays = new StayNotes(this::claim, cluster::event);
        autoscaling = all.autoscale().scales() ? autoscaling(all.autoscale(), shadow != null) : null;
        control = shadow == null ? acting() : watching(shadow);
    }

    private LiveAutoscaling autoscaling(AutoscaleSettings autoscale, boolean watchOnly) {
        return new LiveAutoscaling(
                autoscale.sources(),
                autoscale.interval(),
                new LiveAutoscaling.World(noticeboard(), inbox, this::admitted, watchOnly));
    }

    private Noticeboard noticeboard() {
        return new Noticeboard() {
            @Override
            public void event(WatchedKind kind, ObjectKey key, boolean warning, String reason, String message) {
                cluster.event(kind, key, warning, reason, message);
            }

            @Override
            public void scaledObjectStatus(ObjectKey key, Map<String, Object> status) {
                cluster.scaledObjectStatus(key, status);
            }
        };
    }

    private MetricSource metrics() {
        return autoscaling == null ? MetricSource.NONE : autoscaling.metrics();
    }

    /** A loop whose commands are carried out. */
    private RecordedLoop acting() {
        return recorded(new Ports(
                thread,
                thread,
                cluster.port(),
                cluster.guarded(latency.watched(cloud)),
                metrics(),
                journal(List.of(meters, new DecisionNotes(), notes))));
    }

    /** A loop whose commands are only written down. */
    private RecordedLoop watching(ShadowWorld real) {
        ShadowPort port = new ShadowPort(workload -> inbox.run(() -> real.tellOf(workload, control::observe)));
        CloudProvider prices = new ShadowCloud(
                cloud,
                inbox,
                port.wanted()::containsKey,
                name -> control.state().pool(name));
        return recorded(new Ports(
                thread,
                thread,
                port,
                latency.watched(prices),
                metrics(),
                journal(List.of(meters, new DecisionNotes(), real))));
    }

    private RecordedLoop recorded(Ports world) {
        return RecordedLoop.make(world, new LoopConfiguration.Karpenter(settings), recorder);
    }

    private Journal journal(List<Journal> all) {
        List<Journal> told = new ArrayList<>(all);
        if (autoscaling != null) {
            told.add((_, decision) -> autoscaling.decided(decision));
        }
        return new Journals(told);
    }

    private void observe(Observation observation) {
        if (autoscaling == null) {
            admitted(observation);
        } else {
            autoscaling.observed(observation);
        }
    }

    private void admitted(Observation observation) {
        latency.observed(observation);
        meters.observed(thread.nowNs(), observation);
        notes.observed(observation);
        if (shadow != null) {
            shadow.observed(observation);
        }
        control.observe(observation);
    }

    private @Nullable NodeClaim claim(String name) {
        StateNode node = control.state().ofClaim(name);
        return node == null ? null : node.claim();
    }

    /**
     * Begins: returns when the loop is acting on all that is there.
     *
     * @throws TimeoutException where the cluster does not show itself in time
     */
    void start(Duration atMost) throws InterruptedException, TimeoutException {
        cloud.meteredIn(meters.registry());
        cloud.start(inbox);
        cluster.start(atMost);
        inbox.run(this::begin);
        thread.start();
        var _ = ticks.scheduleWithFixedDelay(() -> inbox.run(this::tick), TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
        var _ = ticks.scheduleWithFixedDelay(HeapTidiness.ofThisMachine(), FIRST_TIDY_S, TIDY_S, TimeUnit.SECONDS);
    }

    private void begin() {
        control.start();
        if (shadow != null) {
            shadow.begun();
        }
    }

    private void beginAnew(ShadowWorld real) {
        thread.forgetAlarms();
        control.end();
        control = watching(real);
        real.beginAnew(control::observe);
        control.start();
    }

    /** Writes down what has changed of itself: conditions, the status of pools, metrics. Decides nothing. */
    private void tick() {
        if (shadow != null && shadow.roundOver(thread.nowNs())) {
            beginAnew(shadow);
        }
        if (shadow == null) {
            cluster.look();
        }
        if (autoscaling != null) {
            autoscaling.tick(control.autoscalers());
        }
        long version = control.state().version();
        if (version == toldVersion && ++ticksSinceTold < FULL_TICKS) {
            return;
        }
        toldVersion = version;
        ticksSinceTold = 0;
        if (shadow == null) {
            cluster.conditions(stays.stays(control.conditions()));
            stays.wishes(control.state(), thread.nowNs());
            stays.draining(control.state(), thread.nowNs());
            cluster.statuses(control.state(), cloud::instanceTypes, cloud::notReady);
        }
    }

    /** What keeps it from working; empty where nothing does. */
    String trouble() {
        if (!cluster.watching()) {
            return "a watch on the API server is broken and is being taken up again";
        }
        Cloud.Health health = cloud.health();
        return health.ready() ? "" : health.detail();
    }

    /** What was done, and how the cluster is, which only the loop's own thread may look at. */
    String scrape() {
        CompletableFuture<String> now = new CompletableFuture<>();
        inbox.run(() -> now.completeAsync(() -> ClusterGauges.text(scene()), Runnable::run));
        try {
            return meters.scrape() + now.get(SCRAPE_S, TimeUnit.SECONDS);
        } catch (TimeoutException busy) {
            LOG.warn("the control loop did not answer a scrape within {} s: only counters are told", SCRAPE_S);
            return meters.scrape();
        } catch (ExecutionException failed) {
            LOG.error("gauges could not be told", failed.getCause());
            return meters.scrape();
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            return meters.scrape();
        }
    }

    private Scene scene() {
        return new Scene(control.state(), cloud::instanceTypes, control.outlook(), cluster.said(), thread.nowNs());
    }

    /** A loop that broke was not stopped in good order, and its record does not say so. */
    private void endRecord() {
        if (!broken) {
            control.end();
        }
    }

    @Override
    public void close() {
        ticks.shutdownNow();
        try {
            thread.stop();
            endRecord();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (autoscaling != null) {
            autoscaling.close();
        }
        cluster.close();
    }
}
