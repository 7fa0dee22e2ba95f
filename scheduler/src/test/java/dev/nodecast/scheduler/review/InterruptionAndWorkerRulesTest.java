package dev.nodecast.scheduler.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.diagnostics.Severity;
import org.junit.jupiter.api.Test;

class InterruptionAndWorkerRulesTest {

    private static final GoodSystem GOOD = GoodSystem.load();
    private static final String HANDLER = """
            helm upgrade --install aws-node-termination-handler --namespace kube-system \\
              eks/aws-node-termination-handler --set podTerminationGracePeriod=%s --set enableSpotInterruptionDraining=%s
            """;
    private static final String GRACE = "      terminationGracePeriodSeconds: 100\n";
    private static final String QUEUE = "  --set settings.interruptionQueue=Karpenter-studio \\\n";
    private static final String MODULE = "module \"karpenter\"";

    private static GoodSystem withHandler(String grace, String draining) {
        return GOOD.with("handler.sh", HANDLER.formatted(grace, draining));
    }

    private static GoodSystem withoutModule() {
        String tf = GOOD.texts().get("eks.tf");
        return GOOD.with("eks.tf", tf.substring(0, tf.indexOf(MODULE)));
    }

    @Test
    void aHandlersGraceOfTwoMinutesIsTheWholeNotice() {
        assertThat(withHandler("120", "true").finding("NC1301").mark().snippet())
                .hasValueSatisfying(l -> assertThat(l).contains("=120"));
        withHandler("-1", "true").isSilentFor("NC1301");
        withHandler("90", "true").isSilentFor("NC1301");
        withHandler("120", "false").isSilentFor("NC1301");
    }

    @Test
    void workersOnSpotNeedMoreThanTheDefaultGrace() {
        assertThat(GOOD.replacing("worker.yaml", GRACE, "").findings("NC1302")).hasSize(1);
        GOOD.isSilentFor("NC1302");
        GOOD.replacing("worker.yaml", GRACE, "")
                .replacing("karpenter.yaml", "[\"spot\", \"on-demand\"]", "[\"on-demand\"]")
                .isSilentFor("NC1302");
    }

    @Test
    void aGraceBeyondTheNoticeIsNoted() {
        assertThat(GOOD.replacing("worker.yaml", "Seconds: 100", "Seconds: 600")
                        .finding("NC1303")
                        .severity())
                .isEqualTo(Severity.NOTE);
        GOOD.isSilentFor("NC1303");
    }

    @Test
    void handlerAndQueueActOnOneNotice() {
        assertThat(withHandler("-1", "true").findings("NC1304")).hasSize(1);
        withHandler("-1", "false").isSilentFor("NC1304");
        withHandler("-1", "true").replacing("install.sh", QUEUE, "").isSilentFor("NC1304");
    }

    @Test
    void aQueueThatIsNamedMustBeMade() {
        assertThat(withoutModule().finding("NC1305").severity()).isEqualTo(Severity.ERROR);
        GOOD.isSilentFor("NC1305");
        withoutModule().without("eks.tf").isSilentFor("NC1305");
        withoutModule()
                .with("stack.sh", "aws cloudformation deploy --stack-name Karpenter-studio --template-file k.yaml\n")
                .isSilentFor("NC1305");
    }

    @Test
    void aQueueMustBeFedByEventBridge() {
        String queue = "resource \"aws_sqs_queue\" \"karpenter\" {\n  name = \"Karpenter-studio\"\n}\n";
        assertThat(withoutModule().with("queue.tf", queue).finding("NC1305").severity())
                .isEqualTo(Severity.WARNING);
        withoutModule()
                .with("queue.tf", queue + "resource \"aws_cloudwatch_event_rule\" \"spot\" {\n  name = \"spot\"\n}\n")
                .isSilentFor("NC1305");
    }

    @Test
    void aControllersRoleWithoutAnyQueueIsWarnedOf() {
        String role = "module \"karpenter_irsa\" {\n  source = \"x\"\n  attach_karpenter_controller_policy = true\n}\n";
        GoodSystem bare = withoutModule().with("role.tf", role).replacing("install.sh", QUEUE, "");
        assertThat(bare.finding("NC1305").severity()).isEqualTo(Severity.WARNING);
        bare.replacing("karpenter.yaml", "[\"spot\", \"on-demand\"]", "[\"on-demand\"]")
                .isSilentFor("NC1305");
    }

    @Test
    void aSlowProbeNeedsATimeout() {
        GoodSystem without = GOOD.replacing("worker.yaml", "            timeoutSeconds: 15\n", "");
        assertThat(without.finding("NC1401").severity()).isEqualTo(Severity.ERROR);
        GOOD.isSilentFor("NC1401");
        without.replacing(
                        "worker.yaml",
                        "[\"sh\", \"-c\", \"celery -A app inspect ping -d celery@$HOSTNAME\"]",
                        "[\"cat\", \"/tmp/ready\"]")
                .isSilentFor("NC1401");
        assertThat(without.replacing("worker.yaml", "celery -A app inspect ping -d celery@$HOSTNAME", "python check.py")
                        .finding("NC1401")
                        .severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void inspectWithoutDestinationAsksEveryWorker() {
        assertThat(GOOD.replacing("worker.yaml", " -d celery@$HOSTNAME", "").findings("NC1402"))
                .hasSize(1);
        GOOD.isSilentFor("NC1402");
        GOOD.replacing("worker.yaml", "-d celery@", "--destination=celery@").isSilentFor("NC1402");
    }

    @Test
    void shutdownWithoutDestinationStopsEveryWorker() {
        GoodSystem stopping =
                GOOD.replacing("design.md", "    requeue(job)\n", "    requeue(job)\n    app.control.shutdown()\n");
        assertThat(stopping.finding("NC1403").mark().snippet()).contains("    app.control.shutdown()");
        stopping.replacing("design.md", "shutdown()", "shutdown(destination=[me])")
                .isSilentFor("NC1403");
        stopping.replacing("design.md", "    app.control", "    # app.control").isSilentFor("NC1403");
        assertThat(GOOD.with("stop.sh", "celery -A app control shutdown\n").findings("NC1403"))
                .hasSize(1);
    }

    @Test
    void aHandlerThatDoesNotRequeueLosesTheJob() {
        GoodSystem losing = GOOD.replacing("design.md", "    requeue(job)\n", "")
                .replacing("design.md", "raise SystemExit(0)", "sys.exit(0)");
        assertThat(losing.finding("NC1404").severity()).isEqualTo(Severity.WARNING);
        assertThat(losing.with("flow.md", "```mermaid\nPod->>Celery: requeue the job\n```\n")
                        .finding("NC1404")
                        .severity())
                .isEqualTo(Severity.ERROR);
        GOOD.isSilentFor("NC1404");
        losing.with("conf.py", "task_acks_late = True\n").isSilentFor("NC1404");
    }

    @Test
    void aWordInADocstringDoesNotRequeue() {
        GoodSystem claimed = GOOD.replacing("design.md", "    requeue(job)\n", "    # requeue later\n")
                .replacing("design.md", "puts it back", "requeues it")
                .replacing("design.md", "raise SystemExit(0)", "sys.exit(0)");
        assertThat(claimed.findings("NC1404")).hasSize(1);
    }

    @Test
    void aTaskMustEndBeforeItsMessageIsDeliveredAgain() {
        String limit = "broker_url = 'redis://redis:6379/0'\ntask_acks_late = True\ntask_time_limit = 2 * 60 * 60\n";
        GoodSystem byDefault = GOOD.with("conf.py", limit);
        assertThat(byDefault.finding("NC1407").found()).contains("3600 s").contains("task_time_limit = 2 * 60 * 60");
        GoodSystem stated = GOOD.with("conf.py", limit + "broker_transport_options = {'visibility_timeout': 7_000}\n");
        assertThat(stated.finding("NC1407").found()).contains("visibility_timeout': 7_000");
        GOOD.with("conf.py", limit + "broker_transport_options = {'visibility_timeout': 43200}\n")
                .isSilentFor("NC1407");
        GOOD.with("conf.py", limit.replace("True", "False")).isSilentFor("NC1407");
        GOOD.with("conf.py", limit.replace("redis://", "amqp://")).isSilentFor("NC1407");
        GOOD.isSilentFor("NC1407");
    }

    @Test
    void aCountdownLongerThanTheVisibilityTimeoutIsExecutedAgainWithoutLateAcknowledgementToo() {
        String task =
                "app.conf.broker_url = 'redis://redis:6379/0'\n@app.task(retry_backoff=True, retry_backoff_max=7200)\n";
        assertThat(GOOD.with("tasks.py", task).findings("NC1407")).hasSize(1);
        GOOD.with("tasks.py", task.replace("7200", "600")).isSilentFor("NC1407");
    }

    @Test
    void imagesNeedAFixedTag() {
        assertThat(GOOD.replacing("worker.yaml", "worker:1.4.2", "worker:latest")
                        .findings("NC1405"))
                .hasSize(1);
        assertThat(GOOD.replacing("worker.yaml", "worker:1.4.2", "worker").findings("NC1405"))
                .hasSize(1);
        GOOD.replacing("worker.yaml", "worker:1.4.2", "worker@sha256:" + "a".repeat(64))
                .isSilentFor("NC1405");
        GOOD.isSilentFor("NC1405");
    }

    @Test
    void aMountOfTheNodeIsNotThePodsVolume() {
        GoodSystem mounting = GOOD.replacing(
                "karpenter.yaml",
                "  blockDeviceMappings:\n",
                "  userData: |\n    #!/bin/bash\n    mount -t nfs4 fs-1.efs.us-west-2.amazonaws.com:/ /mnt\n  blockDeviceMappings:\n");
        mounting.isSilentFor("NC1406");
        assertThat(mounting.replacing(
                                "worker.yaml",
                                "      containers:\n",
                                "      volumes: [{ name: models, persistentVolumeClaim: { claimName: models } }]\n      containers:\n")
                        .findings("NC1406"))
                .hasSize(1);
    }
}
