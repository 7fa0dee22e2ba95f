package dev.nodecast.scheduler.control;

import static dev.nodecast.scheduler.control.ScriptedWorld.SECOND_NS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.autoscaling.AutoscalingLoop;
import dev.nodecast.scheduler.autoscaling.Standing;
import dev.nodecast.scheduler.autoscaling.hpa.HpaFeatures;
import dev.nodecast.scheduler.autoscaling.hpa.HpaFlags;
import dev.nodecast.scheduler.autoscaling.hpa.HpaMetrics;
import dev.nodecast.scheduler.autoscaling.keda.TriggerReading;
import dev.nodecast.scheduler.journal.Decision;
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
import dev.nodecast.scheduler.model.autoscaling.ScaledObject.ReplicaCounts;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject.Timing;
import dev.nodecast.scheduler.port.ClusterPort.Workload;
import dev.nodecast.scheduler.port.MetricSource;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.scheduler.recording.Entry;
import dev.nodecast.scheduler.recording.LoopConfiguration;
import dev.nodecast.scheduler.recording.RecordedLoop;
import dev.nodecast.scheduler.recording.Replay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Autoscalers of a live cluster, which people edit and delete, whose queues fall silent, and which outlive the controller. */
class LiveAutoscalersTest {

    private static final Workload WORKER = new Workload("Deployment", new ObjectKey("prod", "worker"));
    private static final ObjectKey KEY = WORKER.key();

    /** Acts at zero wherever the minimum is zero, as the live controller is set. */
    private static final LoopConfiguration LOOP = new LoopConfiguration.Karpenter(new Settings(
            Settings.defaults().batch(),
            Settings.defaults().solver(),
            Settings.defaults().disruption(),
            Settings.defaults().consolidation(),
            new AutoscalingLoop.Settings(
                    15 * SECOND_NS,
                    new HpaFeatures(HpaFeatures.ZeroReplicas.IF_MIN_IS_ZERO, true),
                    HpaFlags.defaults())));

    private final ScriptedWorld world = new ScriptedWorld();
    private final List<Entry> record = new ArrayList<>();
    private final RecordedLoop loop =
            RecordedLoop.make(new Ports(world, world, world, world, new Queue(), world), LOOP, record::add);
    private TriggerReading queue = jobs(0);

    /** One queue behind every metric. */
    private final class Queue implements MetricSource {
        @Override
        public HpaMetrics metrics(Workload target) {
            return new HpaMetrics() {
                @Override
                public long[] externalMilli(MetricIdentifier metric) {
                    return queue instanceof TriggerReading.Measured(long milli) ? new long[] {milli} : NO_SERIES;
                }
            };
        }

        @Override
        public TriggerReading reading(ScaleTrigger trigger) {
            return queue;
        }
    }

    private static TriggerReading jobs(long count) {
        return new TriggerReading.Measured(count * 1000);
    }

    private static ObjectMeta meta(String name) {
        return new ObjectMeta("prod", name, name, Labels.NONE, Labels.NONE, null, 0, null);
    }

    private static ScaledObject scaledObject(int listLength, int cooldownSeconds) {
        return new ScaledObject(
                meta("worker"),
                ScaledObject.deployment("worker"),
                new Timing(10, cooldownSeconds, null),
                new ReplicaCounts(null, 0, 20),
                List.of(ScaleTrigger.of(
                        "redis", Map.of("listName", "queue:pro", "listLength", Integer.toString(listLength)))),
                null,
                ScaledObject.Advanced.NONE);
    }

    private static HorizontalPodAutoscaler hpa(int max) {
        return new HorizontalPodAutoscaler(
                meta("worker"),
                ScaledObject.deployment("worker"),
                0,
                max,
                List.of(new MetricSpec.External(
                        MetricIdentifier.named("queue_length"), new MetricTarget.AverageValue(3000))),
                null);
    }

    private void workerHas(int replicas) {
        loop.observe(new Observation.WorkloadObserved(WORKER, replicas, replicas, LabelSelector.of("app", "worker")));
    }

    /** What was ordered since the last time. A disruption loop looks around in between, which is no concern here. */
    private List<String> scaled() {
        return world.takeCommands().stream()
                .filter(command -> command.startsWith("scale "))
                .toList();
    }

    @Example
    void anHpaScalesFromZeroAndBackWithoutTheConditionOfTheStatus() {
        workerHas(0);
        loop.observe(new Observation.AutoscalerObserved(hpa(20)));
        queue = jobs(60);
        world.passSeconds(15);
        // 60 / 3 = 20, and without behavior at most max(2 x 0, 4) in one step
        assertThat(scaled()).containsExactly("scale prod/worker to 4");
        workerHas(4);
        world.passSeconds(15);
        assertThat(scaled()).containsExactly("scale prod/worker to 8");
        workerHas(8);
        queue = jobs(0);
        world.passSeconds(290);
        assertThat(scaled()).doesNotContain("scale prod/worker to 0");
        world.passSeconds(60);
        assertThat(scaled()).contains("scale prod/worker to 0");
    }

    @Example
    void aChangedHpaIsSyncedByItsNewBounds() {
        workerHas(0);
        loop.observe(new Observation.AutoscalerObserved(hpa(20)));
        loop.observe(new Observation.AutoscalerObserved(hpa(2)));
        queue = jobs(60);
        world.passSeconds(15);
        assertThat(scaled()).containsExactly("scale prod/worker to 2");
    }

    /** As kube-controller-manager has it; KEDA's own steps from and to zero are no HPA's. */
    @Example
    void twoHpasOfOneWorkloadKeepToTheirBoundsUntilOneIsGone() {
        workerHas(2);
        loop.observe(new Observation.AutoscalerObserved(hpa(20)));
        HorizontalPodAutoscaler another = new HorizontalPodAutoscaler(
                meta("another"), ScaledObject.deployment("worker"), 0, 10, hpa(10).metrics(), null);
        loop.observe(new Observation.AutoscalerObserved(another));
        queue = jobs(60);
        world.passSeconds(60);
        assertThat(scaled()).isEmpty();
        workerHas(15);
        world.passSeconds(15);
        assertThat(scaled()).containsExactly("scale prod/worker to 10");
        workerHas(10);
        loop.observe(new Observation.AutoscalerGone(new ObjectKey("prod", "another")));
        world.passSeconds(15);
        assertThat(scaled()).containsExactly("scale prod/worker to 20");
    }

    @Example
    void theAnnotationGivesAnHpaOfOurGroupAMinimumOfZero() {
        ObjectMeta annotated = new ObjectMeta(
                "prod", "worker", "worker", Labels.NONE, Labels.of("nodecast.dev/min-replicas", "0"), null, 0, null);
        ObjectReference target = new ObjectReference("nodecast.dev/v1", "Deployment", "worker");
        workerHas(2);
        loop.observe(new Observation.AutoscalerObserved(
                new HorizontalPodAutoscaler(annotated, target, 1, 20, hpa(20).metrics(), null)));
        queue = jobs(0);
        world.passSeconds(330);
        assertThat(scaled()).contains("scale prod/worker to 0");
    }

    @Example
    void whatIsGoneIsScaledNoMore() {
        workerHas(0);
        loop.observe(new Observation.AutoscalerObserved(hpa(20)));
        loop.observe(new Observation.AutoscalerGone(KEY));
        loop.observe(new Observation.ScaledObjectObserved(scaledObject(3, 300)));
        loop.observe(new Observation.ScaledObjectGone(KEY));
        queue = jobs(60);
        world.passSeconds(60);
        assertThat(scaled()).isEmpty();
        assertThat(loop.autoscalers()).isEmpty();
    }

    @Example
    void aWorkloadThatIsGoneIsScaledNoMoreUntilItIsBack() {
        workerHas(0);
        loop.observe(new Observation.ScaledObjectObserved(scaledObject(3, 300)));
        loop.observe(new Observation.WorkloadGone(WORKER));
        queue = jobs(60);
        world.passSeconds(60);
        assertThat(scaled()).isEmpty();
        workerHas(0);
        world.passSeconds(10);
        assertThat(scaled()).containsExactly("scale prod/worker to 1");
    }

    @Example
    void aChangedScaledObjectIsPolledAtOnceAndItsHpaFollows() {
        workerHas(4);
        queue = jobs(12);
        loop.observe(new Observation.ScaledObjectObserved(scaledObject(3, 300)));
        world.passSeconds(31);
        assertThat(scaled()).isEmpty();
        loop.observe(new Observation.ScaledObjectObserved(scaledObject(2, 300)));
        world.passSeconds(15);
        // 12 / 2 = 6
        assertThat(scaled()).containsExactly("scale prod/worker to 6");
    }

    @Example
    void theCooldownCountsFromWhatTheStatusSays() {
        world.passSeconds(1000);
        workerHas(4);
        loop.observe(new Observation.ScaledObjectLastActive(KEY, 950 * SECOND_NS));
        loop.observe(new Observation.ScaledObjectObserved(scaledObject(3, 100)));
        world.passSeconds(50);
        assertThat(scaled()).doesNotContain("scale prod/worker to 0");
        world.passSeconds(20);
        assertThat(scaled()).contains("scale prod/worker to 0");
    }

    @Example
    void aSilentQueueScalesNothingDownAndIsToldOf() {
        workerHas(4);
        queue = new TriggerReading.Failed("connection refused");
        loop.observe(new Observation.ScaledObjectObserved(scaledObject(3, 10)));
        loop.observe(new Observation.AutoscalerObserved(hpa(20)));
        world.passSeconds(900);
        assertThat(scaled()).isEmpty();
        assertThat(loop.autoscalers())
                .hasSize(2)
                .anySatisfy(standing -> assertThat(standing)
                        .isInstanceOfSatisfying(
                                Standing.OfHpa.class,
                                of -> assertThat(of.last().events())
                                        .anyMatch(event -> event.warning()
                                                && event.reason().equals("FailedGetExternalMetric"))));
    }

    /** Whatever happens to autoscalers, workloads and queues, a record of it leads to the same decisions again. */
    @Property(tries = 300)
    void everyRecordOfLiveAutoscalersIsDoneAgain(@ForAll long seed) {
        LiveAutoscalersTest live = new LiveAutoscalersTest();
        Random chance = new Random(seed);
        live.workerHas(chance.nextInt(5));
        for (int step = 0; step < 60; step++) {
            live.happens(chance);
            live.world.passSeconds(chance.nextInt(40) + chance.nextDouble());
        }
        live.record.add(new Entry.Ended());

        long decided = live.world.decisions.stream()
                .filter(Decision.Scaled.class::isInstance)
                .count();
        assertThat(Replay.of(live.record.iterator())).isInstanceOfSatisfying(Replay.Agreed.class, agreed -> {
            assertThat(agreed.unfinished()).isNull();
            assertThat(agreed.extent().decisions()).isGreaterThanOrEqualTo(decided);
        });
        DECIDED.add(decided);
        if (DECIDED.size() == 300) {
            assertThat(DECIDED.stream().mapToLong(Long::longValue).sum())
                    .as("the worlds do scale")
                    .isGreaterThan(1000);
        }
    }

    private static final List<Long> DECIDED = new ArrayList<>();

    private void happens(Random chance) {
        switch (chance.nextInt(10)) {
            case 0 -> loop.observe(new Observation.AutoscalerObserved(hpa(1 + chance.nextInt(20))));
            case 1 -> loop.observe(new Observation.AutoscalerGone(KEY));
            case 2 ->
                loop.observe(new Observation.ScaledObjectObserved(
                        scaledObject(1 + chance.nextInt(5), 10 + chance.nextInt(100))));
            case 3 -> loop.observe(new Observation.ScaledObjectGone(KEY));
            case 4 -> loop.observe(new Observation.ScaledObjectLastActive(KEY, world.nowNs()));
            case 5 -> loop.observe(new Observation.WorkloadGone(WORKER));
            case 6 -> queue = new TriggerReading.Failed("connection refused");
            case 7 -> queue = jobs(0);
            default -> {
                queue = jobs(chance.nextInt(100));
                workerHas(chance.nextInt(10));
            }
        }
    }
}
