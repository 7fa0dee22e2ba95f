package dev.nodecast.aws.controller;

import dev.nodecast.aws.autoscale.AutoscaleException;
import dev.nodecast.aws.autoscale.api.MetricsApi;
import dev.nodecast.aws.cloud.Cloud;
import dev.nodecast.aws.cloud.CloudUnavailableException;
import dev.nodecast.aws.kubernetes.Fence;
import dev.nodecast.aws.kubernetes.Pace;
import dev.nodecast.aws.kubernetes.WatchedKind;
import dev.nodecast.aws.kubernetes.Writes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live controller, from the connection to the cluster to its end: find the cluster fit, become its leader, watch it, and let
 * the control loop act until told to stop.
 */
public final class Controller {

    /** Stopped because it was asked to. */
    public static final int STOPPED = 0;

    /** Another instance has become the leader; this one may be started again. */
    public static final int DEPOSED = 1;

    /** Something failed that should not have. */
    public static final int BROKEN = 3;

    /** How the line of the log begins that says that from now on it acts. */
    public static final String ACTING = "acting: ";

    private static final Logger LOG = LoggerFactory.getLogger(Controller.class);
    private static final Duration SYNC = Duration.ofMinutes(2);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);
    private static final long HOOK_S = 15;

    private final ControllerSettings settings;
    private final CloudMaker clouds;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final AtomicInteger code = new AtomicInteger(STOPPED);
    private final Obstacles obstacles = new Obstacles(LOOK_AGAIN, asked);
    private volatile @Nullable LiveLoop loop;

    public Controller(ControllerSettings settings, CloudMaker clouds) {
        this.settings = settings;
        this.clouds = clouds;
    }

    /**
     * Runs until the process is told to end, or cannot go on.
     *
     * @return how it ended: {@link #STOPPED}, {@link #DEPOSED} or {@link #BROKEN}
     * @throws ControllerException where it cannot begin
     */
    public int run() throws InterruptedException {
        Thread hook = new Thread(this::stopAndWait, "shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            work();
            return code.get();
        } finally {
            finished.countDown();
        }
    }

    /** Asks the controller to end; it does so in its own time. */
    public void stop() {
        asked.countDown();
    }

    private void stopAndWait() {
        stop();
        try {
            finished.await(HOOK_S, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(int how) {
        code.compareAndSet(STOPPED, how);
        stop();
    }

    private void work() throws InterruptedException {
        try (ClusterAccess access = ClusterAccess.open(settings.connection());
                HealthServer _ = new HealthServer(settings.ports(), this::health, this::readiness, this::metrics)) {
            Set<WatchedKind> kinds = EnumSet.noneOf(WatchedKind.class);
            boolean fit = obstacles.overcome(
                    () -> {
                        kinds.addAll(access.watchable(settings.autoscale().scales()));
                        refuseBesideKarpenter(access);
                        refuseBesideKeda(access);
                    },
                    UnfitClusterException.class);
            if (fit) {
                try (MetricsApi _ = metricsApi(access)) {
                    lead(access, kinds);
                }
            }
        }
    }

    /** Every replica serves, whether it leads or not; null where nothing is served. */
    private @Nullable MetricsApi metricsApi(ClusterAccess access) throws InterruptedException {
        try {
            return settings.autoscale().serves()
                    ? new MetricsApi(
                            access.api(), settings.autoscale(), settings.mode().shadow())
                    : null;
        } catch (AutoscaleException refused) {
            throw new ControllerException(String.valueOf(refused.getMessage()), refused);
        }
    }

    private void refuseBesideKeda(ClusterAccess access) throws InterruptedException {
        boolean scales = settings.autoscale().scales() && !settings.mode().shadow();
        String keda = scales ? access.keda() : null;
        if (keda != null) {
            throw new ControllerException(
                    "--autoscale scale: KEDA is running in this cluster (" + keda
                            + "), and ScaledObjects are its to act on; stop it, leave --autoscale out, or watch beside it with --shadow");
        }
    }

    private void refuseBesideKarpenter(ClusterAccess access) throws InterruptedException {
        ControllerSettings.Mode mode = settings.mode();
        String other = mode.shadow() ? null : access.otherKarpenter();
        if (other != null && !mode.takeOver()) {
            throw new ControllerException("Karpenter is running in this cluster (" + other
                    + "): two controllers would fight over the same nodes. Watch beside it with --shadow, or stop it and"
                    + " start with --take-over");
        }
        if (other != null) {
            LOG.warn("taking over although Karpenter seems to be running: {}", other);
        }
    }

    private void lead(ClusterAccess access, Set<WatchedKind> kinds) throws InterruptedException {
        ControllerSettings.Mode mode = settings.mode();
        if (mode.shadow() || !mode.leaderElection()) {
            actOnceThereIsACloud(access, kinds, mode.shadow() ? Fence.SHUT : Fence.OPEN);
            return;
        }
        Lease.Identity identity =
                new Lease.Identity(mode.namespace(), "nodecast-leader-election", host() + "_" + pid());
        try (Lease lease = new Lease(access.leaseApi(), identity, Lease.Terms.DEFAULT, this::deposed)) {
            lease.acquire();
            actOnceThereIsACloud(access, kinds, lease);
        }
    }

    private void deposed() {
        LOG.error("the lease is lost: this controller acts no more");
        end(DEPOSED);
    }

    private void broken(Throwable problem) {
        LOG.error("the control loop is broken; a restart takes up from what the cluster shows", problem);
        end(BROKEN);
    }

    private void actOnceThereIsACloud(ClusterAccess access, Set<WatchedKind> kinds, Fence fence)
            throws InterruptedException {
        obstacles.overcome(() -> act(access, kinds, fence), CloudUnavailableException.class);
    }

    private void act(ClusterAccess access, Set<WatchedKind> kinds, Fence fence) throws InterruptedException {
        Pace pace = new Pace(settings.connection().qps(), settings.connection().burst());
        try (Writes writes = new Writes(access.api(), pace, fence);
                Cloud cloud = clouds.make(new CloudMaker.World(
                        access.client(), writes, fence, settings.mode().shadow()));
                LiveLoop live = new LiveLoop(
                        settings,
                        new LiveLoop.World(access.client(), writes, fence, cloud, host()),
                        kinds,
                        this::broken)) {
            live.start(SYNC);
            loop = live;
            LOG.info(ACTING + "{} kinds watched, {} CPU seconds since the process began", kinds.size(), cpuSeconds());
            asked.await();
            LOG.info("ending");
            loop = null;
        } catch (TimeoutException late) {
            throw new ControllerException(
                    "the cluster has not shown itself within " + SYNC.toSeconds() + " s: " + late.getMessage()
                            + "; is the API server overloaded?",
                    late);
        }
    }

    private static String cpuSeconds() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(cpu -> String.format(Locale.ROOT, "%.1f", cpu.toMillis() / 1e3))
                .orElse("?");
    }

    private String health() {
        return code.get() == STOPPED ? "" : "ending";
    }

    /** One that stands by is ready, too: it is to be kept. */
    private String readiness() {
        LiveLoop live = loop;
        return live == null ? obstacles.current() : live.trouble();
    }

    private String metrics() {
        LiveLoop live = loop;
        return live == null ? "" : live.scrape();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "localhost";
        }
    }

    private static long pid() {
        return ProcessHandle.current().pid();
    }
}
