package dev.nodecast.aws.testbed.rehearsal;

import dev.nodecast.aws.testbed.SimulatedAws;
import dev.nodecast.aws.testbed.bed.AccountSettings;
import dev.nodecast.aws.testbed.bed.ScenarioAccount;
import dev.nodecast.aws.testbed.http.Faults;
import dev.nodecast.aws.testbed.joiner.Joiner;
import dev.nodecast.aws.testbed.joiner.NodeObjects;
import dev.nodecast.aws.testbed.world.AccountSpec;
import dev.nodecast.aws.testbed.world.Machine;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Runs a controller through its day in some seconds: pods that wait, nodes that join, one that is taken back and drained, a
 * scrape, the end. What notes down what it needs for that are the Java options of the command that is rehearsed.
 */
public final class Rehearsal {

    private static final int PODS = 24;

    /** A node class that is not ready at the first look is looked at again after a minute. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Two minutes of EC2's, twenty times as fast, and what a slow machine takes. */
    private static final Duration NOTICE = Duration.ofSeconds(30);

    private static final Duration REST = Duration.ofSeconds(2);
    private static final long STEP_MS = 100;

    /** Twenty times as fast as in the scenario: an instance boots in seconds. */
    private static final AccountSettings ACCOUNT =
            new AccountSettings("gpu-spot-month", List.of("spot.market=calm"), "rehearsal", 1, 20, false);

    private final Path folder;
    private final List<String> command;

    private Rehearsal(Path folder, List<String> command) {
        this.folder = folder;
        this.command = command;
    }

    /**
     * Rehearses a command; it ends with exit code 1 where the controller did not do what it should, its log is then printed.
     *
     * @param args a folder for files, then the command that starts Nodecast's command line, without its arguments
     */
    public static void main(String[] args) throws Exception {
        if (args.length < 2) {
            System.err.println("usage: Rehearsal FOLDER JAVA [OPTION...] MAIN-CLASS");
            System.exit(2);
        }
        List<String> command = List.of(args).subList(1, args.length);
        System.exit(new Rehearsal(Files.createDirectories(Path.of(args[0])), command).run() ? 0 : 1);
    }

    private boolean run() throws IOException, InterruptedException, GeneralSecurityException {
        PlayedObjects objects = new PlayedObjects();
        PlayedCluster cluster = new PlayedCluster(objects, ACCOUNT.cluster());
        Certificate certificate = Certificate.make(folder);
        try (PlayedApiServer api = new PlayedApiServer(objects, certificate)) {
            String kubeconfig = kubeconfig(api.url(), certificate);
            Path file = Files.writeString(folder.resolve("kubeconfig"), kubeconfig);
            AccountSpec spec = ScenarioAccount.account(ACCOUNT, api.url(), "");
            try (KubernetesClient client = new KubernetesClientBuilder()
                            .withConfig(Config.fromKubeconfig(kubeconfig))
                            .build();
                    SimulatedAws aws = new SimulatedAws(spec, Faults.Rates.NONE, 0);
                    Joiner joiner = new Joiner(aws.account(), new NodeObjects(client))) {
                aws.account().tell(joiner);
                return play(cluster, file, aws);
            }
        }
    }

    /** With a token, as a pod has one. */
    private static String kubeconfig(String url, Certificate certificate) {
        String trusted = Base64.getEncoder().encodeToString(certificate.pem().getBytes(StandardCharsets.US_ASCII));
        return """
                apiVersion: v1
                kind: Config
                current-context: played
                clusters: [{name: played, cluster: {server: "%s", certificate-authority-data: %s}}]
                users: [{name: controller, user: {token: played}}]
                contexts: [{name: played, context: {cluster: played, user: controller}}]
                """.formatted(url, trusted);
    }

    private boolean play(PlayedCluster cluster, Path kubeconfig, SimulatedAws account)
            throws IOException, InterruptedException {
        int health = freePort();
        int metrics = freePort();
        Path log = folder.resolve("rehearsal.log");
        Process controller = start(kubeconfig, account, List.of(health, metrics), log);
        try {
            boolean good = until(controller, () -> answers(health, "/readyz"));
            cluster.waiting(PODS);
            good = good && until(controller, () -> goneOn(cluster) && cluster.allPlaced());
            good = good && loses(controller, cluster, account);
            good = good && answers(metrics, "/metrics");
            Thread.sleep(REST);
            if (!good) {
                System.err.println(cluster + "\nthe controller's log:\n" + Files.readString(log));
            }
            return good;
        } finally {
            controller.destroy();
            if (!controller.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                controller.destroyForcibly();
            }
        }
    }

    private Process start(Path kubeconfig, SimulatedAws account, List<Integer> ports, Path log) throws IOException {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("controller", "--cloud", "aws", "--cluster-name", ACCOUNT.cluster()));
        all.addAll(List.of("--interruption-queue", ACCOUNT.cluster(), "--kubeconfig", kubeconfig.toString()));
        all.addAll(List.of(
                "--bind-address", "127.0.0.1", "--health-port", ports.getFirst().toString()));
        all.addAll(List.of("--metrics-port", ports.getLast().toString()));
        ProcessBuilder builder = new ProcessBuilder(all);
        builder.environment().put("AWS_ENDPOINT_URL", account.uri().toString());
        builder.environment().put("AWS_REGION", account.account().spec().region());
        builder.environment().put("AWS_ACCESS_KEY_ID", "played");
        builder.environment().put("AWS_SECRET_ACCESS_KEY", "played");
        return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    /** An instance is taken back, and its node goes. One that was going already shows nothing: then another is taken. */
    private static boolean loses(Process controller, PlayedCluster cluster, SimulatedAws aws)
            throws InterruptedException {
        for (int i = 0; i < PODS && controller.isAlive(); i++) {
            Set<String> nodes = cluster.nodes();
            interrupt(aws, i);
            if (until(
                    controller,
                    NOTICE,
                    () -> goneOn(cluster) && !cluster.nodes().containsAll(nodes))) {
                return true;
            }
        }
        return false;
    }

    private static void interrupt(SimulatedAws aws, int nth) {
        aws.account().call(() -> {
            aws.account().machines().stream()
                    .filter(Machine::alive)
                    .skip(nth)
                    .findFirst()
                    .ifPresent(aws.account()::interrupt);
            return aws;
        });
    }

    private static boolean goneOn(PlayedCluster cluster) {
        cluster.goOn();
        return true;
    }

    private static boolean until(Process controller, BooleanSupplier holds) throws InterruptedException {
        return until(controller, PATIENCE, holds);
    }

    private static boolean until(Process controller, Duration patience, BooleanSupplier holds)
            throws InterruptedException {
        Instant end = Instant.now().plus(patience);
        while (!holds.getAsBoolean()) {
            if (!controller.isAlive() || Instant.now().isAfter(end)) {
                return false;
            }
            Thread.sleep(STEP_MS);
        }
        return true;
    }

    private static boolean answers(int port, String path) {
        try (InputStream in =
                URI.create("http://127.0.0.1:" + port + path).toURL().openStream()) {
            return in.readAllBytes().length > 0;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
