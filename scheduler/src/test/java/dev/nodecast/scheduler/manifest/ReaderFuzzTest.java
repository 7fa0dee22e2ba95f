package dev.nodecast.scheduler.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.diagnostics.DiagnosticRenderer;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.manifest.tree.Limits;
import dev.nodecast.scheduler.manifest.tree.SourceReader;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever the input, the reader ends with objects or diagnostics, never with an exception. */
class ReaderFuzzTest {

    private static final List<String> SEEDS = List.of(
            ManifestReaderTest.pool("limits: {cpu: 10, nodes: 3}\ndisruption:\n  budgets:\n    - nodes: 10%\n"),
            ManifestReaderTest.deployment("affinity: {}\ntolerations:\n  - key: a\n    operator: Exists\n"),
            "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: h}\nspec:\n  scaleTargetRef: {kind: Deployment,"
                    + " name: d}\n  maxReplicas: 3\n  metrics:\n  - type: External\n    external:\n      metric: {name: q}\n"
                    + "      target: {type: AverageValue, averageValue: 3}\n",
            "apiVersion: v1\nkind: List\nitems:\n- &a {apiVersion: v1, kind: Pod, metadata: {name: x}, spec: *b}\n- *a\n");

    @Property
    void anyText(@ForAll("yamlLike") String text) {
        read(text);
    }

    @Property
    void anyBytes(@ForAll byte[] bytes) {
        Diagnostics diagnostics = new Diagnostics();
        new SourceReader(Limits.DEFAULT, diagnostics)
                .decode("f", bytes)
                .ifPresentOrElse(
                        text -> new ManifestReader(diagnostics).read(text),
                        () -> assertThat(diagnostics.hasErrors()).isTrue());
        assertThat(DiagnosticRenderer.plain().render(diagnostics)).isNotNull();
    }

    @Property(tries = 3000)
    void manifestsWithAPieceCutOutReplacedOrRepeated(
            @ForAll @IntRange(max = 3) int seed,
            @ForAll @IntRange(max = 600) int at,
            @ForAll @IntRange(max = 30) int length,
            @ForAll("yamlLike") String replacement) {
        String text = SEEDS.get(seed);
        int start = Math.min(at, text.length());
        int end = Math.min(start + length, text.length());
        read(text.substring(0, start) + replacement + text.substring(end));
        read(text.substring(0, start));
        read(text.substring(0, end) + text.substring(start));
    }

    @Provide
    Arbitrary<String> yamlLike() {
        Arbitrary<String> tokens = Arbitraries.of(
                "a",
                "kind",
                "spec",
                "apiVersion",
                ": ",
                ":",
                "- ",
                "\n",
                "\n  ",
                "\n---\n",
                "{",
                "}",
                "[",
                "]",
                ",",
                "\"",
                "'",
                "#",
                "&a ",
                "*a",
                "!!str ",
                "|\n",
                ">-\n ",
                "?",
                "~",
                "null",
                "1",
                "-1",
                "1e999",
                "0x",
                "\t",
                "%",
                "@",
                "`",
                "<<",
                "List",
                "items",
                "é",
                "가",
                "\uD83D\uDE00",
                "\uD83D",
                "\r",
                "\r\n",
                "\uFEFF",
                "\u0000",
                "\u2028");
        return tokens.list().ofMaxSize(30).map(parts -> String.join("", parts));
    }

    private static void read(String text) {
        Diagnostics diagnostics = new Diagnostics();
        Manifests manifests = new ManifestReader(diagnostics).read(SourceText.of("f.yaml", text));
        assertThat(manifests.all().isEmpty() && diagnostics.isEmpty() && !text.contains("List"))
                .as(text)
                .isFalse();
        assertThat(DiagnosticRenderer.coloured().render(diagnostics)).isNotNull();
    }
}
