package dev.nodecast.aws.testbed.bed;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A cluster to try the live controller on, without a cloud: a control plane with fake kubelets, and where it is wished an AWS
 * account over the simulator's market whose instances join it.
 */
public final class TestBed {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int FAILED = 3;

    private final Path folder;
    private final Path cloud;
    private final ControlPlane controlPlane;

    public TestBed(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
        this.cloud = this.folder.resolve("cloud");
        this.controlPlane = new ControlPlane(this.folder);
    }

    public ControlPlane controlPlane() {
        return controlPlane;
    }

    /**
     * Brings it up; what a shell needs is then in the file {@code env} of its folder.
     *
     * @param account none for a bed whose nodes the controller fakes itself
     * @param options of the control plane's script
     */
    public void up(Optional<AccountSettings> account, List<String> options)
            throws IOException, InterruptedException, BedException {
        account.ifPresent(ScenarioAccount::scenario);
        controlPlane.up(options);
        SequencedMap<String, String> environment = controlPlane.environment();
        if (account.isPresent()) {
            try {
                environment.putAll(startAccount(account.get(), environment));
            } catch (IOException | BedException failed) {
                controlPlane.down();
                throw failed;
            }
        }
        Environment.write(folder.resolve("env"), environment);
    }

    private SequencedMap<String, String> startAccount(
            AccountSettings settings, SequencedMap<String, String> environment)
            throws IOException, InterruptedException, BedException {
        Files.createDirectories(cloud);
        Files.deleteIfExists(cloud.resolve(AccountProcess.ENVIRONMENT));
        settings.write(cloud.resolve(AccountProcess.SETTINGS));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                AccountProcess.class.getName(),
                cloud.toString());
        builder.environment().putAll(environment);
        // Not among the arguments, of which a process shows only the first few thousand characters.
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.redirectErrorStream(true).redirectOutput(cloud.resolve("log").toFile());
        Process process = builder.start();
        Files.writeString(cloud.resolve("pid"), Long.toString(process.pid()));
        Instant until = Instant.now().plus(PATIENCE);
        while (!Files.exists(cloud.resolve(AccountProcess.ENVIRONMENT))) {
            if (!process.isAlive() || Instant.now().isAfter(until)) {
                process.destroy();
                throw new BedException(
                        FAILED,
                        "the simulated account did not start; its log:\n" + Files.readString(cloud.resolve("log")));
            }
            Thread.sleep(50);
        }
        return Environment.read(cloud.resolve(AccountProcess.ENVIRONMENT));
    }

    public void down() throws IOException, InterruptedException, BedException {
        account().ifPresent(process -> {
            process.destroy();
            process.onExit()
                    .orTimeout(10, java.util.concurrent.TimeUnit.SECONDS)
                    .exceptionally(late -> process)
                    .join();
            process.destroyForcibly();
        });
        Files.deleteIfExists(cloud.resolve("pid"));
        controlPlane.down();
    }

    /** Whether everything runs that should; each part is printed. */
    public void status() throws IOException, InterruptedException, BedException {
        if (Files.exists(cloud.resolve(AccountProcess.SETTINGS))) {
            Optional<ProcessHandle> process = account();
            System.out.println(
                    "account " + process.map(p -> "running " + p.pid()).orElse("stopped"));
        }
        controlPlane.status();
    }

    /** The account's process; never another one that has got its number since. */
    private Optional<ProcessHandle> account() throws IOException {
        Path pid = cloud.resolve("pid");
        return Files.exists(pid)
                ? ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                        .filter(process ->
                                process.info().commandLine().orElse("").contains(cloud.toString()))
                : Optional.empty();
    }

    /** What a shell needs. */
    public SequencedMap<String, String> environment() throws IOException, BedException {
        Path file = folder.resolve("env");
        if (!Files.exists(file)) {
            throw BedException.badInput("there is no test bed in " + folder + "; make one with `nodecast testbed up`");
        }
        return Environment.read(file);
    }

    /** Tells the simulated account to do something: see {@code ControlService}. */
    public String control(String what, String form) throws IOException, InterruptedException, BedException {
        String endpoint = environment().get("AWS_ENDPOINT_URL");
        if (endpoint == null) {
            throw BedException.badInput(
                    "the test bed in " + folder + " has no simulated account; bring it up with --cloud aws");
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint + "/testbed/" + what))
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw BedException.badInput(answer.body());
            }
            return answer.body();
        }
    }
}
