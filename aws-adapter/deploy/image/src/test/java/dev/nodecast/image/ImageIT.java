package dev.nodecast.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the image holds, and that the program in it starts. */
class ImageIT {

    private static final long MIB = 1L << 20;
    private static final String USER = "65532";
    private static final Path CHART = Path.of("../chart/nodecast");

    /** Of other commands, of tests, of tools. */
    private static final List<String> FORBIDDEN = List.of(
            "duckdb",
            "spark",
            "parquet",
            "arrow",
            "avro",
            "ortools",
            "ojalgo",
            "choco",
            "jfreechart",
            "batik",
            "jte",
            "nodecast-reports",
            "nodecast-sim-core",
            "commons-math",
            "commons-csv",
            "progressbar",
            "jline",
            "junit",
            "assertj",
            "jqwik",
            "archunit",
            "jmh",
            "server-mock",
            "netty",
            "vertx",
            "okhttp",
            "apache-client");

    @TempDir
    private static Path root;

    private static ImageTar image;
    private static SortedMap<String, ImageTar.Entry> files;

    private record Run(int code, String output) {}

    @BeforeAll
    static void unpack() throws IOException {
        image = ImageTar.open(Path.of(System.getProperty("nodecast.image.tar")));
        files = image.files();
        image.unpackTo(root);
        // Others than its owner enter it, too.
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static JsonNode config() {
        return image.config().path("config");
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asString()));
        return texts;
    }

    private static Run run(Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().putIfAbsent("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), output);
    }

    /** The entry point where the layers lie: its paths are moved there, the C library is this machine's. */
    private static Run moved(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Path options = Files.writeString(
                root.resolveSibling("java.options"),
                Files.readString(root.resolve("app/java.options")).replace("/app/", root + "/app/"));
        List<String> command = new ArrayList<>();
        for (String part : texts(config().path("Entrypoint"))) {
            command.add(part.startsWith("@") ? "@" + options : part.startsWith("/") ? root + part : part);
        }
        command.addAll(List.of(arguments));
        return run(environment, command);
    }

    /** The entry point as a container: its own root, which cannot be written, its own user, its own C library. */
    private static Run contained(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        for (String mount : List.of("proc", "dev")) {
            Files.createDirectories(root.resolve(mount));
        }
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "--mount",
                "--pid",
                "--fork",
                "sh",
                "-ec",
                """
                        root=$1; shift
                        mount --make-rprivate /
                        mount --bind "$root" "$root"
                        mount -t proc proc "$root/proc"
                        mount --bind /dev "$root/dev"
                        mount -t tmpfs tmpfs "$root/tmp"
                        chmod 1777 "$root/tmp"
                        mount -o remount,bind,ro "$root"
                        exec chroot --userspec=%s:%s "$root" "$@\"""".formatted(USER, USER),
                "sh",
                root.toString()));
        command.addAll(texts(config().path("Entrypoint")));
        command.addAll(List.of(arguments));
        return run(environment, command);
    }

    private static boolean canContain() throws IOException, InterruptedException {
        try {
            return run(Map.of(), List.of("unshare", "--mount", "--pid", "--fork", "mount", "--make-rprivate", "/"))
                            .code()
                    == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    @Test
    void itStartsTheControllerAsAUserWhoIsNotRoot() {
        assertThat(texts(config().path("Entrypoint")))
                .containsExactly("/opt/java/bin/java", "@/app/java.options", "dev.nodecast.cli.ControllerProgram");
        assertThat(config().path("User").asString()).isEqualTo(USER + ":" + USER);
        assertThat(config().path("WorkingDir").asString()).isEqualTo("/tmp");
        assertThat(image.config().path("os").asString()).isEqualTo("linux");
        assertThat(files.get("/opt/java/bin/java").mode() & 0111).isEqualTo(0111);
    }

    @Test
    void nobodyButRootOwnsOrWritesWhatIsInIt() {
        assertThat(files).allSatisfy((path, file) -> {
            assertThat(file.uid()).as(path).isZero();
            assertThat(file.mode() & 0022).as(path).isZero();
        });
    }

    @Test
    void itHasWhatTheControllerNeedsAndNoMore() {
        List<String> jars = files.keySet().stream()
                .filter(path -> path.endsWith(".jar") && !path.startsWith("/opt/java/"))
                .toList();
        assertThat(jars)
                .allMatch(path -> path.startsWith("/app/libs/"))
                .anyMatch(path -> path.contains("nodecast-cli"))
                .anyMatch(path -> path.contains("/ec2-"))
                .noneMatch(path -> FORBIDDEN.stream().anyMatch(path::contains));
        assertThat(files.keySet())
                .contains("/app/controller.aot", "/app/java.options", "/etc/passwd")
                .noneMatch(path -> path.endsWith("/sh") || path.endsWith("/bash"));
    }

    @Test
    void itIsNotLarge() throws IOException {
        long jars = files.entrySet().stream()
                .filter(file -> file.getKey().startsWith("/app/libs/"))
                .mapToLong(file -> file.getValue().size())
                .sum();
        assertThat(jars).isLessThan(72 * MIB);
        assertThat(Files.size(image.file())).isLessThan(190 * MIB);
        assertThat(image.layerCount()).isLessThan(10);
    }

    @Test
    void theProgramStartsAndNamesItsCommand() throws IOException, InterruptedException {
        Run help = moved(Map.of(), "--help");
        assertThat(help.output()).contains("controller").doesNotContain("simulate");
        assertThat(help.code()).isZero();
    }

    @Test
    void itsCacheFitsItsJarsAndItsJava() throws IOException, InterruptedException {
        Run help = moved(Map.of("JAVA_TOOL_OPTIONS", "-XX:AOTMode=on"), "--help");
        assertThat(help.output()).contains("controller").doesNotContain("error", "Unable");
        assertThat(help.code()).isZero();
    }

    @Test
    void withoutAClusterItSaysWhatIsMissing() throws IOException, InterruptedException {
        Run refused = moved(
                Map.of("HOME", root + "/tmp"),
                "controller",
                "--cloud=aws",
                "--cluster-name=blue",
                "--region=ap-northeast-2",
                "--health-port=0",
                "--metrics-port=0");
        assertThat(refused.output()).contains("error: no cluster answers at").contains("--kubeconfig");
        assertThat(refused.code()).isEqualTo(2);
    }

    @Test
    void itRunsAsAContainerWithARootThatCannotBeWritten() throws IOException, InterruptedException {
        assumeTrue(
                System.getProperty("nodecast.image.base").equals("scratch"),
                "the base is not in the tar's own layers alone: it cannot be run from them");
        assumeTrue(canContain(), "no right to make a namespace here (unshare): not run as a container");
        Run help = contained(Map.of("JAVA_TOOL_OPTIONS", "-XX:AOTMode=on"), "--help");
        assertThat(help.output()).contains("controller").doesNotContain("error", "Unable", "warning");
        assertThat(help.code()).isZero();
        Run refused = contained(
                Map.of("JAVA_TOOL_OPTIONS", "-XX:AOTMode=on", "HOME", "/tmp"),
                "controller",
                "--cloud=aws",
                "--cluster-name=blue",
                "--region=ap-northeast-2",
                "--journal=/tmp/journal");
        assertThat(refused.output()).contains("error: no cluster answers at");
        assertThat(refused.code()).isEqualTo(2);
    }

    /** What the chart says of the container must hold of this image. */
    @Test
    void theChartAgrees() throws IOException {
        String deployment = Files.readString(CHART.resolve("templates/deployment.yaml"));
        JsonNode values = JsonMapper.shared()
                .valueToTree(new Load(LoadSettings.builder().build())
                        .loadFromString(Files.readString(CHART.resolve("values.yaml"))));
        JsonNode chart = JsonMapper.shared()
                .valueToTree(new Load(LoadSettings.builder().build())
                        .loadFromString(Files.readString(CHART.resolve("Chart.yaml"))));
        assertThat(deployment)
                .contains("runAsUser: " + USER, "runAsGroup: " + USER, "readOnlyRootFilesystem: true")
                .contains("args:\n            - controller\n")
                .contains(
                        "{name: tmp, mountPath: " + config().path("WorkingDir").asString() + "}")
                .doesNotContain("command:");
        assertThat(texts(image.manifest().path("RepoTags")))
                .containsExactly(values.path("image").path("repository").asString() + ":"
                        + chart.path("appVersion").asString());
        assertThat(config().path("ExposedPorts").propertyNames())
                .contains(
                        values.path("metricsPort").asInt() + "/tcp",
                        values.path("healthPort").asInt() + "/tcp");
    }
}
