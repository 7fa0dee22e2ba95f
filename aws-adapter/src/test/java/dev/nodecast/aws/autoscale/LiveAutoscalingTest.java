package dev.nodecast.aws.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.kubernetes.WatchedKind;
import dev.nodecast.aws.loop.Inbox;
import dev.nodecast.aws.loop.LoopThread;
import dev.nodecast.aws.loop.WallClock;
import dev.nodecast.aws.testbed.redis.SimulatedRedis;
import dev.nodecast.scheduler.autoscaling.AutoscalingLoop;
import dev.nodecast.scheduler.autoscaling.Standing;
import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.model.autoscaling.MetricIdentifier;
import dev.nodecast.scheduler.model.autoscaling.MetricSpec;
import dev.nodecast.scheduler.model.autoscaling.MetricTarget;
import dev.nodecast.scheduler.model.autoscaling.ObjectReference;
import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject;
import dev.nodecast.scheduler.port.ClusterPort.Workload;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.scheduler.state.ClusterState;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The scheduler's autoscaling on the live loop's thread, with a queue in a server beside it. */
class LiveAutoscalingTest {

    private static final Workload WORKER = new Workload("Deployment", new ObjectKey("prod", "worker"));
    private static final String STEP = "Normal SuccessfulRescale from 0 to 4";
    private static final ObjectKey KEY = new ObjectKey("prod", "worker");

    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final List<Map<String, Object>> statuses = Collections.synchronizedList(new ArrayList<>());
    private final List<String> scaled = Collections.synchronizedList(new ArrayList<>());
    private final AtomicReference<Throwable> broken = new AtomicReference<>();
    private final AtomicReference<AutoscalingLoop> loop = new AtomicReference<>();
    private SimulatedRedis redis;
    private Inbox inbox;
    private LoopThread thread;
    private LiveAutoscaling live;

    @BeforeEach
    void aLoop() throws IOException {
        redis = new SimulatedRedis(0, "");
        begin(false);
    }

    private void begin(boolean shadow) {
        inbox = new Inbox(o -> live.observed(o));
        thread = new LoopThread(inbox, new WallClock(), broken::set);
        MetricSeries series = new MetricSeries("queue_length", "", Labels.NONE, trigger());
        live = new LiveAutoscaling(
                new MetricSources(List.of(series), Map.of()),
                Duration.ofMillis(50),
                new LiveAutoscaling.World(board(), inbox, this::told, shadow));
        loop.set(new AutoscalingLoop(
                new ClusterState(),
                new AutoscalingLoop.World(
                        thread, thread, port(), live.metrics(), (_, decision) -> live.decided(decision)),
                LiveHpa.settings(100_000_000L)));
        thread.start();
    }

    @AfterEach
    void end() throws InterruptedException {
        thread.stop();
        live.close();
        redis.close();
        assertThat(broken.get()).isNull();
    }

    private ScaleTrigger trigger() {
        return ScaleTrigger.of("redis", Map.of("address", redis.address(), "listName", "queue:pro", "listLength", "3"));
    }

    private Noticeboard board() {
        return new Noticeboard() {
            @Override
            public void event(WatchedKind kind, ObjectKey key, boolean warning, String reason, String message) {
                said.add((warning ? "Warning " : "Normal ") + reason + " " + message);
            }

            @Override
            public void scaledObjectStatus(ObjectKey key, Map<String, Object> status) {
                statuses.add(status);
            }
        };
    }

    /** A cluster that only scales. */
    private dev.nodecast.scheduler.port.ClusterPort port() {
        return (dev.nodecast.scheduler.port.ClusterPort) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {dev.nodecast.scheduler.port.ClusterPort.class},
                (_, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("scale");
                    scaled.add(String.valueOf(arguments[1]));
                    return null;
                });
    }

    private void told(Observation observation) {
        AutoscalingLoop scheduler = loop.get();
        switch (observation) {
            case Observation.WorkloadObserved o -> scheduler.see(o);
            case Observation.AutoscalerObserved o -> scheduler.see(o.autoscaler());
            case Observation.AutoscalerGone o -> scheduler.forgetAutoscaler(o.key());
            case Observation.ScaledObjectObserved o -> scheduler.see(o.scaledObject());
            case Observation.ScaledObjectGone o -> scheduler.forgetScaledObject(o.key());
            default -> throw new AssertionError(observation);
        }
    }

    private void workerHas(int replicas) {
        inbox.accept(new Observation.WorkloadObserved(WORKER, replicas, replicas, LabelSelector.of("app", "worker")));
    }

    private static ObjectMeta meta() {
        return new ObjectMeta("prod", "worker", "u", Labels.NONE, Labels.NONE, null, 0, null);
    }

    private ScaledObject scaledObject(ScaleTrigger trigger) {
        return new ScaledObject(
                meta(),
                ScaledObject.deployment("worker"),
                new ScaledObject.Timing(1, 1, null),
                ScaledObject.ReplicaCounts.DEFAULT,
                List.of(trigger),
                null,
                ScaledObject.Advanced.NONE);
    }

    private static HorizontalPodAutoscaler hpa() {
        return new HorizontalPodAutoscaler(
                meta(),
                new ObjectReference("nodecast.dev/v1", "Deployment", "worker"),
                0,
                20,
                List.of(new MetricSpec.External(
                        MetricIdentifier.named("queue_length"), new MetricTarget.AverageValue(3000))),
                null);
    }

    private static void eventually(String what, BooleanSupplier holds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.sleep(10);
        }
    }

    private void tick() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        inbox.run(() -> {
            List<Standing> standings = loop.get().standings();
            live.tick(standings);
            done.countDown();
        });
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private String reading() {
        return live.metrics().reading(trigger()).toString();
    }

    private boolean ticked(BooleanSupplier then) {
        try {
            tick();
            return then.getAsBoolean();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private String condition(String type) {
        for (Object condition : (List<?>) statuses.getLast().get("conditions")) {
            Map<?, ?> fields = (Map<?, ?>) condition;
            if (type.equals(fields.get("type"))) {
                return fields.get("status") + " " + fields.get("reason") + " " + fields.get("message");
            }
        }
        return "";
    }

    @Test
    void aScaledObjectIsPolledFirstWhenItsQueueHasBeenRead() throws InterruptedException {
        redis.list(0, "queue:pro", 60);
        workerHas(0);
        inbox.accept(new Observation.ScaledObjectObserved(scaledObject(trigger())));
        eventually("it is scaled from zero", () -> scaled.contains("1"));
        tick();
        assertThat(condition("Ready")).isEqualTo("True ScaledObjectReady scaled by Nodecast");
        assertThat(condition("Active")).startsWith("True ScalerActive");
        assertThat(statuses.getLast()).containsKey("lastActiveTime");
        assertThat(said)
                .anyMatch(each ->
                        each.startsWith("Normal KEDAScaleTargetActivated from 0 to 1: a trigger became active"));
        assertThat(said).noneMatch(each -> each.startsWith("Warning"));
    }

    @Test
    void aQueueThatFallsSilentScalesNothingDownAndIsToldOfOnce() throws InterruptedException {
        redis.list(0, "queue:pro", 12);
        eventually("the queue is read", () -> ticked(() -> reading().contains("12000")));
        workerHas(4);
        inbox.accept(new Observation.ScaledObjectObserved(scaledObject(trigger())));
        eventually("it is looked at", () -> !loop.get().standings().isEmpty());
        scaled.clear();
        redis.close();
        eventually(
                "the failure is told of",
                () -> ticked(() -> condition("Ready")
                        .startsWith("False TriggerError redis " + redis.address() + " cannot be read")));
        for (int i = 0; i < 5; i++) {
            Thread.sleep(300);
            tick();
        }
        assertThat(scaled).isEmpty();
        assertThat(said.stream().filter(each -> each.startsWith("Warning KEDAScalerFailed")))
                .as("%s", said)
                .hasSize(1);
        assertThat(said.stream().filter(each -> each.startsWith("Warning FailedGetExternalMetric")))
                .as("%s", said)
                .hasSize(1)
                .allMatch(each -> each.contains("redis " + redis.address()));
    }

    @Test
    void anHpaOfOursIsSyncedByItsSeriesAndEachStepIsSaidOnce() throws InterruptedException {
        redis.list(0, "queue:pro", 60);
        eventually(
                "the queue is read",
                () -> live.metrics().reading(trigger()).toString().contains("60000"));
        workerHas(0);
        inbox.accept(new Observation.AutoscalerObserved(hpa()));
        eventually("the step is said", () -> ticked(() -> said.stream().anyMatch(each -> each.startsWith(STEP))));
        assertThat(scaled).startsWith("4");
        for (int i = 0; i < 5; i++) {
            tick();
        }
        assertThat(said.stream().filter(each -> each.startsWith(STEP))).hasSize(1);
        eventually("it is at its maximum", () -> scaled.contains("20"));
    }

    @Test
    void aTriggerThatCannotBeReadLiveIsRefusedOnTheObjectAndHarmsNobody() throws InterruptedException {
        inbox.accept(new Observation.ScaledObjectObserved(scaledObject(ScaleTrigger.of("redis-cluster", Map.of()))));
        eventually("it is refused", () -> !said.isEmpty());
        assertThat(said)
                .singleElement()
                .asString()
                .startsWith(
                        "Warning AutoscalerRefused trigger type: found redis-cluster, expected one that is read live");
        assertThat(condition("Ready")).startsWith("False AutoscalerRefused");
        workerHas(0);
        tick();
        assertThat(loop.get().standings()).isEmpty();
    }

    @Test
    void aScaledObjectThatIsGoneIsNotReadAnyMore() throws InterruptedException {
        redis.list(0, "queue:pro", 60);
        ScaleTrigger own = ScaleTrigger.of("redis", Map.of("address", redis.address(), "listName", "own"));
        workerHas(0);
        inbox.accept(new Observation.ScaledObjectObserved(scaledObject(own)));
        eventually("it is read", () -> live.metrics().reading(own).toString().contains("Measured"));
        inbox.accept(new Observation.ScaledObjectGone(KEY));
        eventually(
                "it is read no more",
                () -> live.metrics().reading(own).toString().contains("has not been read yet"));
    }

    @Test
    void aShadowSaysNothingOnObjects() throws InterruptedException {
        thread.stop();
        live.close();
        begin(true);
        redis.list(0, "queue:pro", 60);
        workerHas(0);
        inbox.accept(new Observation.ScaledObjectObserved(scaledObject(trigger())));
        eventually("it decides", () -> scaled.contains("1"));
        tick();
        assertThat(said).isEmpty();
        assertThat(statuses).isEmpty();
    }
}
