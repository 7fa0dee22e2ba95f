package dev.nodecast.bed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.testbed.bed.TestBed;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** What a test does to the cluster, and what it sees there. */
final class Cluster implements AutoCloseable {

    private final TestBed bed;
    private final Path folder;
    private final KubernetesClient client;
    private final List<LiveController> controllers = new ArrayList<>();
    private final List<CloudAccount> accounts = new ArrayList<>();
    private final List<Closeable> toEnd = new ArrayList<>();
    private String test = "";

    Cluster(TestBed bed, Path folder) throws IOException {
        this.bed = bed;
        this.folder = folder;
        Config config = Config.fromKubeconfig(Files.readString(kubeconfig()));
        this.client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(config)
                        .withRequestRetryBackoffLimit(3)
                        .build())
                .build();
    }

    /** What the logs of the test's controllers are called by. */
    void named(String name) {
        test = name;
    }

    KubernetesClient client() {
        return client;
    }

    TestBed bed() {
        return bed;
    }

    /** What service accounts of the namespace default wrote, or tried to, line by line. */
    List<String> audited() throws IOException {
        Path log = folder.resolve("control-plane").resolve("log").resolve("audit.log");
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    Path kubeconfig() throws IOException {
        return Path.of(Objects.requireNonNull(bed.controlPlane().environment().get("KUBECONFIG")));
    }

    /** Starts a controller of fake nodes; it is ended after the test at the latest. */
    LiveController controller(String... arguments) throws IOException {
        return controller(resource("instance-types.json"), arguments);
    }

    LiveController controller(Path instanceTypes, String... arguments) throws IOException {
        List<String> options =
                new ArrayList<>(List.of("--cloud", "kwok", "--instance-types", instanceTypes.toString()));
        options.addAll(List.of(arguments));
        return start(options, Map.of());
    }

    /** Starts a controller of fake nodes with the rights of somebody. */
    LiveController controllerAs(Path kubeconfig, String... arguments) throws IOException {
        List<String> options = new ArrayList<>(List.of(
                "--cloud",
                "kwok",
                "--instance-types",
                resource("instance-types.json").toString()));
        options.addAll(List.of(arguments));
        return start(kubeconfig, options, Map.of());
    }

    /** Starts a controller of an account's instances; it is ended after the test at the latest. */
    LiveController controller(CloudAccount account, String... arguments) throws IOException {
        List<String> options = new ArrayList<>(List.of(
                "--cloud",
                "aws",
                "--cluster-name",
                CloudAccount.CLUSTER,
                "--interruption-queue",
                CloudAccount.CLUSTER));
        options.addAll(List.of(arguments));
        return start(options, account.environment());
    }

    private LiveController start(List<String> options, Map<String, String> environment) throws IOException {
        return start(kubeconfig(), options, environment);
    }

    private LiveController start(Path kubeconfig, List<String> options, Map<String, String> environment)
            throws IOException {
        Path log = folder.resolve("log").resolve(test + "-" + (controllers.size() + 1) + ".log");
        Files.createDirectories(log.getParent());
        List<String> command = new ArrayList<>(List.of("controller", "--kubeconfig", kubeconfig.toString()));
        command.addAll(List.of("--bind-address", "127.0.0.1", "--metrics-port", "0", "--health-port", "0"));
        command.addAll(options);
        LiveController started = new LiveController(command, environment, log);
        controllers.add(started);
        return started;
    }

    static Path resource(String name) {
        return Path.of("src/test/resources/bed", name).toAbsolutePath();
    }

    void apply(String manifests) {
        for (HasMetadata object : client.load(new ByteArrayInputStream(manifests.getBytes(StandardCharsets.UTF_8)))
                .items()) {
            client.resource(object).forceConflicts().serverSideApply();
        }
    }

    void applyResource(String name) {
        try {
            apply(Files.readString(resource(name)));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    void scale(String namespace, String deployment, int replicas) {
        client.apps().deployments().inNamespace(namespace).withName(deployment).scale(replicas);
    }

    List<GenericKubernetesResource> claims() {
        return client.genericKubernetesResources("karpenter.sh/v1", "NodeClaim")
                .list()
                .getItems();
    }

    List<GenericKubernetesResource> pools() {
        return client.genericKubernetesResources("karpenter.sh/v1", "NodePool")
                .list()
                .getItems();
    }

    List<Node> nodes() {
        return client.nodes().list().getItems();
    }

    List<Pod> pods(String namespace) {
        return client.pods().inNamespace(namespace).list().getItems();
    }

    long running(String namespace) {
        return pods(namespace).stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
                .count();
    }

    /** The pods that kube-scheduler has placed, or has said of that it cannot. */
    long judged(String namespace) {
        return pods(namespace).stream()
                .filter(pod -> pod.getStatus().getConditions().stream()
                        .anyMatch(condition -> "PodScheduled".equals(condition.getType())))
                .count();
    }

    /** Waits until it holds; fails with what was found last. */
    void eventually(String what, Duration patience, Callable<Boolean> holds) throws Exception {
        eventually(() -> what, patience, holds);
    }

    private void eventually(Supplier<String> what, Duration patience, Callable<Boolean> holds) throws Exception {
        Instant until = Instant.now().plus(patience);
        while (!holds.call()) {
            if (Instant.now().isAfter(until)) {
                throw new AssertionError(what.get() + ": not within " + patience.toSeconds() + " s; " + describe());
            }
            Thread.sleep(100);
        }
    }

    /** Holds now and goes on to hold. */
    void always(String what, Duration duration, Supplier<Boolean> holds) throws InterruptedException {
        Instant until = Instant.now().plus(duration);
        while (Instant.now().isBefore(until)) {
            assertThat(holds.get()).as(what + "; " + describe()).isTrue();
            Thread.sleep(200);
        }
    }

    private String describe() {
        String tail = controllers.stream().map(LiveController::tail).reduce("", (a, b) -> a + "\n--- controller\n" + b);
        return claims().size() + " claims, " + nodes().size() + " nodes, pods: "
                + client.pods().inAnyNamespace().list().getItems().stream()
                        .map(Cluster::describe)
                        .limit(30)
                        .toList()
                + tail;
    }

    private static String describe(Pod pod) {
        String judged = pod.getStatus().getConditions().stream()
                .filter(condition -> "PodScheduled".equals(condition.getType()))
                .map(condition -> condition.getStatus() + " since " + condition.getLastTransitionTime())
                .findFirst()
                .orElse("not judged");
        return pod.getMetadata().getName() + " of " + pod.getMetadata().getCreationTimestamp() + " "
                + pod.getStatus().getPhase() + " on " + pod.getSpec().getNodeName() + " (scheduled: " + judged + ")";
    }

    /** Comes to rest with all {@link Invariants} holding. */
    void isConsistent() throws Exception {
        List<String> violated = new ArrayList<>();
        eventually(() -> "all is well, but " + violated, Duration.ofSeconds(45), () -> {
            violated.clear();
            violated.addAll(Invariants.violated(this));
            return violated.isEmpty();
        });
    }

    /** Whether a controller runs. */
    boolean anyController() {
        return controllers.stream().anyMatch(LiveController::alive);
    }

    /** The nodes are instances of this account, which ends with the test. */
    void has(CloudAccount account) {
        accounts.add(account);
    }

    List<CloudAccount> accounts() {
        return accounts;
    }

    /** Something that is to end with the test. */
    void endAfterwards(Closeable what) {
        toEnd.add(what);
    }

    /** Ends controllers and takes everything away that tests leave. */
    void clear() {
        for (Closeable what : toEnd) {
            try {
                what.close();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        toEnd.clear();
        controllers.forEach(LiveController::close);
        controllers.clear();
        accounts.forEach(CloudAccount::close);
        accounts.clear();
        new Leftovers(client).delete();
        try {
            eventually(
                    "everything is gone",
                    Duration.ofMinutes(1),
                    () -> claims().isEmpty()
                            && nodes().isEmpty()
                            && client.pods().inAnyNamespace().list().getItems().isEmpty());
        } catch (Exception failed) {
            throw new IllegalStateException("the cluster could not be cleared", failed);
        }
    }

    @Override
    public void close() {
        controllers.forEach(LiveController::close);
        client.close();
    }
}
