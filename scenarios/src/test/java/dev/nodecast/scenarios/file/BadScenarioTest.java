package dev.nodecast.scenarios.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nodecast.scenarios.library.ReadyScenarios;
import dev.nodecast.scenarios.resolve.ScenarioResolver;
import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import dev.nodecast.scheduler.diagnostics.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadScenarioTest {

    private static final String HEAD = "name: test\nduration: 1d\n";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sampling: {interval: 30}       | sampling.interval      | 30                 | 30s",
                "durations: 31d                 | durations              | `durations`        | description",
                "region: ap-northeast-9         | region                 | `ap-northeast-9`   | ap-northeast-2",
                "spot: {market: good-zon}       | spot.market            | good-zon           | good-zone",
                "cluster: {zones: [us-east-1a]} | cluster.zones[0]       | `us-east-1a`       | ap-northeast-2a",
                "bill: {efs: -5GiB}             | bill.efs               | -5GiB              | GiB",
                "bill: {natGateways: -1}        | bill.natGateways       | -1                 | 0",
                "spot: {discount: 2}            | spot.discount          | 2                  | 0.99",
                "timeZone: Asia/Soul            | timeZone               | Asia/Soul          | Asia/Seoul",
                "start: yesterday               | start                  | yesterday          | 2026-10-01",
            })
    void messagesNameFieldFoundExpectedAndPlace(String line, String field, String found, String hint) {
        Diagnostic diagnostic = only(HEAD + line + "\n");

        assertThat(diagnostic.mark().toString()).startsWith("test.yaml:3:");
        assertThat(diagnostic.fieldPath()).isEqualTo(field);
        assertThat(diagnostic.found()).contains(found);
        assertThat(diagnostic.expected() + " " + diagnostic.help()).contains(hint);
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        assertThat(problems(HEAD + "region: nowhere\nbill: {efs: 5}\nspot: {poolSize: 0}\n"))
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name: test\n", "name: test\nduration: 0s\n"})
    void aScenarioWithoutAnEndIsRefused(String text) {
        assertThat(problems(text)).anyMatch(d -> d.fieldPath().equals("duration"));
    }

    @Test
    void aKeyThatStandsTwiceIsRefused() {
        assertThat(only(HEAD + "region: us-east-1\nregion: us-west-2\n").oneLine())
                .contains("test.yaml:4:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "a: [\n", "a: &a [*a]\n", "\t- x: :\n", "- 1\n", "just text\n"})
    void whatIsNoScenarioIsRefusedWithItsPlace(String text) {
        assertThat(problems(text))
                .isNotEmpty()
                .allSatisfy(d -> assertThat(d.mark().file()).isEqualTo("test.yaml"));
    }

    @Test
    void deepNestingAndAliasBombsAreRefused() {
        assertThat(problems("a: " + "[".repeat(200) + "]".repeat(200) + "\n")).isNotEmpty();
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" [");
            bomb.append(String.join(", ", java.util.Collections.nCopies(9, "*a" + (i - 1))))
                    .append("]\n");
        }
        assertThat(problems(bomb.toString())).isNotEmpty();
    }

    @Test
    void aMissingManifestNamesItsPath() {
        assertThat(only(HEAD + "manifests: [nothing-here.yaml]\n").oneLine()).contains("nothing-here.yaml");
    }

    @Test
    void aPoolThatNoInstanceTypeMatchesIsRefused() throws IOException {
        Files.writeString(folder.resolve("pool.yaml"), """
                apiVersion: karpenter.sh/v1
                kind: NodePool
                metadata: {name: typo}
                spec:
                  template:
                    spec:
                      nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: x}
                      requirements:
                        - {key: node.kubernetes.io/instance-type, operator: In, values: [g5.xlarg]}
                """);

        assertThat(problems(HEAD + "manifests: [pool.yaml]\n"))
                .anySatisfy(d -> assertThat(d.message()).contains("NodePool `typo` match no instance type"));
    }

    @Test
    void aDeploymentThatDoesNotExistIsRefused() {
        String text = HEAD + "workload: {queues: {q: {arrivals: {rate: 1/h}}}, workers: [{deployment: prod/worker}]}\n";

        assertThat(only(text).message()).contains("there is no Deployment `prod/worker`");
    }

    @Test
    void badTracesAreRefusedWithTheirPlace() throws IOException {
        Path binary = Files.write(folder.resolve("binary.csv"), new byte[] {0, 1, 2, 3, 0, (byte) 0xFF});
        Path empty = Files.writeString(folder.resolve("empty.csv"), "");
        for (Path file : List.of(binary, empty, folder.resolve("missing.csv"))) {
            String text = HEAD + "workload: {queues: {q: {}}, trace: {file: " + file.getFileName() + "}}\n";
            assertThat(problems(text))
                    .as(file.toString())
                    .anyMatch(d -> d.mark().file().contains(".csv"));
        }
    }

    @Test
    void theTracesOfTheStableDiffusionQueueAreAskedForInOneLine() {
        InvalidInput refused = catchThrowableOfType(
                InvalidInput.class,
                () -> ScenarioResolver.resolve(
                        ReadyScenarios.find("stable-diffusion-queue").orElseThrow(), List.of()));

        assertThat(refused.diagnostics())
                .singleElement()
                .satisfies(d -> assertThat(d.message())
                        .contains("--set 'workload.trace.file=PATH' --set 'spot.capacity[0].file=PATH'"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spot.markt=advisor            | markt",
                "spot.market=                  | no value",
                "workload.workers[3].queues=[] | index",
                "duration=30                   | without its unit",
                "a..b=1                        | cannot be read",
            })
    void badSettingsAreRefused(String setting, String message) {
        InvalidInput refused = catchThrowableOfType(InvalidInput.class, () -> resolve(HEAD, setting));

        assertThat(refused.diagnostics().getFirst().message()).contains(message);
        assertThat(refused.diagnostics().getFirst().mark().file()).startsWith("--set ");
    }

    private Diagnostic only(String text) {
        List<Diagnostic> problems = problems(text);
        assertThat(problems).hasSize(1);
        return problems.getFirst();
    }

    private List<Diagnostic> problems(String text) {
        return catchThrowableOfType(InvalidInput.class, () -> resolve(text)).diagnostics();
    }

    private void resolve(String text, String... settings) {
        ScenarioResolver.resolve(
                new ScenarioSource(SourceText.of("test.yaml", text), folder),
                Arrays.stream(settings).map(String::strip).map(Setting::parse).toList());
    }
}
