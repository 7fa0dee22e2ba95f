package dev.nodecast.bed;

import dev.nodecast.aws.testbed.http.Faults;
import dev.nodecast.aws.testbed.world.Machine;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatus;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A cluster whose nodes are instances of a simulated account, and the workers that need them: one GPU each, one to a node. */
record CloudWorld(Cluster cluster, CloudAccount account) {

    static final Duration PATIENCE = Duration.ofSeconds(90);

    /** After which the lease of a controller that was killed may be taken. */
    static final Duration LEASE = Duration.ofSeconds(15);

    /** Pools and workload are there, a controller is not; all of it ends with the test. */
    static CloudWorld begin(Cluster cluster, Faults.Rates faults) throws IOException {
        CloudAccount account = new CloudAccount(cluster, faults);
        cluster.has(account);
        cluster.applyResource("cloud.yaml");
        return new CloudWorld(cluster, account);
    }

    LiveController controller(String... more) throws IOException {
        return cluster.controller(account, more);
    }

    void scale(int workers) {
        cluster.scale("default", "worker", workers);
    }

    void runs(int workers) throws Exception {
        cluster.eventually(workers + " workers run", PATIENCE, () -> cluster.running("default") == workers);
    }

    void scaleAndRun(int workers) throws Exception {
        scale(workers);
        runs(workers);
    }

    void patchPool(String patch) {
        cluster.client()
                .genericKubernetesResources("karpenter.sh/v1", "NodePool")
                .withName("gpu")
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    /** What the budget of the workers counts. */
    PodDisruptionBudgetStatus budget() {
        return cluster.client()
                .policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace("default")
                .withName("worker")
                .get()
                .getStatus();
    }

    List<String> claims() {
        return cluster.claims().stream()
                .map(claim -> claim.getMetadata().getName())
                .toList();
    }

    /** The node of an instance that has joined. */
    Node nodeOf(Machine machine) {
        return cluster.nodes().stream()
                .filter(node ->
                        machine.instance().providerId().equals(node.getSpec().getProviderID()))
                .findFirst()
                .orElseThrow();
    }

    List<Pod> workersOn(Node node) {
        return cluster.pods("default").stream()
                .filter(pod -> node.getMetadata().getName().equals(pod.getSpec().getNodeName()))
                .toList();
    }

    /** Whether any node is being emptied. */
    boolean drains() {
        return cluster.nodes().stream().anyMatch(node -> tainted(node, "karpenter.sh/disrupted"));
    }

    static boolean tainted(Node node, String key) {
        return node.getSpec().getTaints().stream()
                .anyMatch(taint -> taint.getKey().equals(key));
    }
}
