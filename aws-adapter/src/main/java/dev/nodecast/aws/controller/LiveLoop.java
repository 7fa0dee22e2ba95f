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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The scheduler's control loop on a live cluster and cloud: the same object that the simulator drives, behind live ports. */
final class LiveLoop implements AutoCloseable {

    private static final long TICK_MS = 1_000;
    private static final int FULL_TICKS = 10;

    private final Inbox inbox;
    private final LoopThread thread;
    private final KubernetesCluster cluster;
    private final Cloud cloud;
    private final Meters meters = new Meters(this::claim);
    private final LaunchLatency latency;
    private final Settings settings;
    private final @Nullable ShadowWorld shadow;
    private final @Nullable LiveAutoscaling autoscaling;
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("ticks").daemon().factory());
    private final Recorder recorder;
    private RecordedLoop control;
    private long toldVersion = -1;
    private int ticksSinceTold;

    /** What a loop runs on. */
    record World(KubernetesClient client, Writes writes, Fence fence, Cloud cloud, String host) {}

    LiveLoop(ControllerSettings all, World world, Set<WatchedKind> kinds, Consumer<Throwable> failed) {
        settings = all.scheduler();
        recorder = all.journal();
        shadow = all.mode().shadow() ? new ShadowWorld() : null;
        cloud = world.cloud;
        WallClock wall = new WallClock();
        inbox = new Inbox(this::observe);
        thread = new LoopThread(inbox, wall, failed);
        latency = new LaunchLatency(wall, meters::launchedAfter);
        cluster = new KubernetesCluster(
                new KubernetesCluster.Wiring(
                        world.client, world.writes, world.fence, inbox, this::observe, thread, world.host),
                kinds,
                shadow != null);
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
        Journal notes = new DecisionNotes(cluster, true);
        return recorded(new Ports(
                thread,
                thread,
                cluster.port(),
                cluster.guarded(latency.watched(cloud)),
                metrics(),
                journal(List.of(meters, notes))));
    }

    /** A loop whose commands are only written down. */
    private RecordedLoop watching(ShadowWorld real) {
        ShadowPort port = new ShadowPort(workload -> inbox.run(() -> real.tellOf(workload, control::observe)));
        CloudProvider prices = new ShadowCloud(
                cloud,
                inbox,
                port.wanted()::containsKey,
                name -> control.state().pool(name));
        Journal notes = new DecisionNotes(cluster, false);
        return recorded(new Ports(
                thread, thread, port, latency.watched(prices), metrics(), journal(List.of(meters, notes, real))));
    }

    private RecordedLoop recorded(Ports world) {
        return RecordedLoop.make(world, new LoopConfiguration.Karpenter(settings), recorder);
    }

    private Journal journal(List<Journal> all) {
        return (nowNs, decision) -> {
            all.forEach(one -> one.record(nowNs, decision));
            if (autoscaling != null) {
                autoscaling.decided(decision);
            }
        };
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
    }

    private void begin() {
        control.start();
        if (shadow != null) {
            shadow.begun();
        }
    }

    private void beginAnew(ShadowWorld real) {
        thread.forgetAlarms();
        control = watching(real);
        real.beginAnew(control::observe);
        control.start();
    }

    /** Writes down what has changed of itself: conditions, the status of pools, metrics. Decides nothing. */
    private void tick() {
        if (shadow != null && shadow.roundOver(thread.nowNs())) {
            beginAnew(shadow);
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
        meters.observe(control.state());
        if (shadow == null) {
            cluster.conditions(control.conditions());
            cluster.pools(control.state(), cloud::notReady);
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

    String scrape() {
        return meters.scrape();
    }

    @Override
    public void close() {
        ticks.shutdownNow();
        try {
            thread.stop();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (autoscaling != null) {
            autoscaling.close();
        }
        cluster.close();
    }
}
