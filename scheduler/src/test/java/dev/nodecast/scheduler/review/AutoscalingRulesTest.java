package dev.nodecast.scheduler.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.diagnostics.Severity;
import org.junit.jupiter.api.Test;

class AutoscalingRulesTest {

    private static final String QUEUE_HPA = """
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: { name: worker, namespace: prod }
            spec:
              scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: worker }
              minReplicas: %MIN%
              maxReplicas: 20
              metrics:
                - type: External
                  external:
                    metric: { name: celery_queue_length, selector: { matchLabels: { queue: pro } } }
                    target: { type: AverageValue, averageValue: "3" }
              behavior:
                scaleUp:
                  policies:
            %POLICIES%
            """;
    private static final String PERCENT = "        - { type: Percent, value: 100, periodSeconds: 15 }\n";
    private static final String PODS = "        - { type: Pods, value: 4, periodSeconds: 15 }\n";

    private static GoodSystem withHpa(int min, String policies) {
        GoodSystem good = GoodSystem.load();
        String worker = good.texts().get("worker.yaml");
        return good.with("worker.yaml", worker.substring(0, worker.indexOf("---")))
                .with("queue-hpa.yaml", QUEUE_HPA.replace("%MIN%", "" + min).replace("%POLICIES%", policies));
    }

    @Test
    void anHpaThatGrowsByPercentOnlyNeverLeavesZero() {
        assertThat(withHpa(0, PERCENT).finding("NC1101").severity()).isEqualTo(Severity.ERROR);
        withHpa(0, PERCENT + PODS).isSilentFor("NC1101");
        withHpa(1, PERCENT).isSilentFor("NC1101");
        // that a metric cannot be read is said of its selector, not of its policies
        withHpa(0, PERCENT + PODS)
                .replacing("queue-hpa.yaml", "queue: pro", "queue: \"queue:pro\"")
                .isSilentFor("NC1101");
    }

    @Test
    void anHpaWithDisabledScaleUpNeverLeavesZeroEither() {
        assertThat(withHpa(0, PODS + "      selectPolicy: Disabled\n").findings("NC1101"))
                .hasSize(1);
        assertThat(withHpa(0, PODS + PERCENT + "      selectPolicy: Min\n").findings("NC1101"))
                .hasSize(1);
    }

    @Test
    void minReplicasZeroIsRefusedBeforeKubernetes137() {
        GoodSystem hpa = withHpa(0, PODS);
        assertThat(hpa.finding("NC1102").severity()).isEqualTo(Severity.ERROR);
        assertThat(hpa.without("eks.tf").finding("NC1102").severity()).isEqualTo(Severity.WARNING);
        hpa.replacing("eks.tf", "\"1.35\"", "\"1.37\"").isSilentFor("NC1102");
        withHpa(1, PODS).isSilentFor("NC1102");
    }

    @Test
    void replicasZeroSwitchesTheHpaOffButNotKeda() {
        GoodSystem zero = withHpa(1, PODS).replacing("worker.yaml", "  selector:\n", "  replicas: 0\n  selector:\n");
        assertThat(zero.finding("NC1103").mark().snippet()).contains("  replicas: 0");
        withHpa(1, PODS).isSilentFor("NC1103");
        GoodSystem.load()
                .replacing("worker.yaml", "  selector:\n", "  replicas: 0\n  selector:\n")
                .isSilentFor("NC1103");
    }

    @Test
    void queuesThatTheAutoscalerDoesNotNameStarve() {
        assertThat(withHpa(1, PODS).finding("NC1104").message()).contains("`starter`, `free` starve");
        withHpa(1, PODS).replacing("worker.yaml", "pro,starter,free", "pro").isSilentFor("NC1104");
        withHpa(1, PODS)
                .replacing("queue-hpa.yaml", ", selector: { matchLabels: { queue: pro } }", "")
                .isSilentFor("NC1104");
    }

    @Test
    void queuesOfCelerysOwnOptionCountToo() {
        GoodSystem option = withHpa(1, PODS)
                .replacing("worker.yaml", "CELERY_QUEUES", "OTHER")
                .replacing(
                        "worker.yaml",
                        "          env:",
                        "          args: [\"celery\", \"-A\", \"app\", \"worker\", \"-Q\", \"pro,bulk\"]\n          env:");
        assertThat(option.finding("NC1104").message()).contains("`bulk` starve");
    }

    @Test
    void aScaledObjectPerQueueIsFine() {
        String triggers = "  triggers:\n" + redis("pro") + redis("starter") + redis("free");
        String keda = GoodSystem.load().texts().get("worker.yaml");
        GoodSystem all =
                GoodSystem.load().with("worker.yaml", keda.substring(0, keda.indexOf("  triggers:")) + triggers);
        all.isSilentFor("NC1104");
        assertThat(all.replacing("worker.yaml", redis("free"), "")
                        .finding("NC1104")
                        .message())
                .contains("`free` starve");
    }

    private static String redis(String queue) {
        return "    - type: redis\n      metadata: { address: \"r:6379\", listName: " + queue
                + ", listLength: \"3\" }\n";
    }

    @Test
    void countingWaitingJobsOnlyRemovesBusyWorkers() {
        GoodSystem waiting = GoodSystem.load().replacing("worker.yaml", " + sum(celery_tasks_active)", "");
        assertThat(waiting.finding("NC1105").severity()).isEqualTo(Severity.NOTE);
        assertThat(waiting.replacing("worker.yaml", "      terminationGracePeriodSeconds: 100\n", "")
                        .finding("NC1105")
                        .severity())
                .isEqualTo(Severity.WARNING);
        GoodSystem.load().isSilentFor("NC1105");
    }

    @Test
    void anExternalMetricNeedsAServer() {
        String keda =
                "helm upgrade --install keda kedacore/keda --version 2.18.0 --namespace keda --create-namespace\n";
        assertThat(withHpa(1, PODS)
                        .replacing("install.sh", keda, "")
                        .finding("NC1106")
                        .severity())
                .isEqualTo(Severity.WARNING);
        withHpa(1, PODS).isSilentFor("NC1106");
        withHpa(1, PODS).without("install.sh").isSilentFor("NC1106");
    }

    @Test
    void theGpuLimitShouldBeAboveTheMaximum() {
        GoodSystem.load().isSilentFor("NC1107");
        assertThat(GoodSystem.load()
                        .replacing("worker.yaml", "maxReplicaCount: 20", "maxReplicaCount: 24")
                        .finding("NC1107")
                        .severity())
                .isEqualTo(Severity.NOTE);
        assertThat(GoodSystem.load()
                        .replacing("worker.yaml", "maxReplicaCount: 20", "maxReplicaCount: 30")
                        .finding("NC1107")
                        .severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void anAutoscalerNeedsItsTarget() {
        GoodSystem renamed = withHpa(1, PODS)
                .replacing("queue-hpa.yaml", "kind: Deployment, name: worker", "kind: Deployment, name: wroker");
        assertThat(renamed.finding("NC1108").message()).contains("HorizontalPodAutoscaler prod/worker");
        renamed.without("worker.yaml", "karpenter.yaml", "hpa.yaml").isSilentFor("NC1108"); // alone it may be looked at
        withHpa(1, PODS).isSilentFor("NC1108");
    }

    @Test
    void aTargetHasOneAutoscaler() {
        GoodSystem both = GoodSystem.load()
                .with("queue-hpa.yaml", QUEUE_HPA.replace("%MIN%", "1").replace("%POLICIES%", PODS));
        assertThat(both.finding("NC1109").found()).contains("ScaledObject");
        withHpa(1, PODS).isSilentFor("NC1109");
        GoodSystem.load().isSilentFor("NC1109");
    }
}
