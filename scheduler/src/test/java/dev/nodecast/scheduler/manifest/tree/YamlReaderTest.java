package dev.nodecast.scheduler.manifest.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceText;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {

    private final Diagnostics diagnostics = new Diagnostics();

    // Columns: text (\n, \t and \0 as escapes), rule, line, column, a part of message or facts.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a: 1\\na: 2                 | NC0103 | 2 | 1 | stands twice",
                "a:\\n  - b\\n c: d          | NC0102 | 3 | 2 | indentation",
                "\\ta: 1                     | NC0102 | 1 | 1 | tab",
                "a: \"x                      | NC0102 | 1 | 4 | closing quote",
                "a: [1, 2                    | NC0102 | 1 | 4 | closing `]`",
                "{\"a\": {\"b\": 1           | NC0102 | 1 | 7 | closing `}`",
                "a: b: c                     | NC0102 | 1 | 5 | no key can be",
                "a: *b                       | NC0106 | 1 | 4 | no anchor of this name",
                "a: &x [*x]                  | NC0106 | 1 | 8 | inside its own anchor",
                "a: !!binary eA==            | NC0107 | 1 | 4 | tags",
                "? [a]\\n: b                 | NC0107 | 1 | 3 | a key must be text",
                "a: 1\\n\\nb: {{ .Values.x }} | NC0102 | 3 | 4 | Helm template",
                "a: {{- if x }}              | NC0102 | 1 | 4 | Helm template",
                "a: 'x\u0007'                | NC0102 | 1 | 6 | U+0007",
                "yes: 1                      | NC0108 | 1 | 1 | as the boolean `true`",
                "# nothing                   | NC0101 | 0 | 0 | nothing to read",
                "%YAML 3.0\\n---\\na: 1      | NC0102 | 1 | 1 | version",
            })
    void problemsAreNamedWithTheirPlace(String text, String rule, int line, int column, String part) {
        read(text.replace("\\n", "\n").replace("\\t", "\t"));

        assertThat(diagnostics.list()).hasSize(1);
        Diagnostic diagnostic = diagnostics.list().getFirst();
        assertThat(diagnostic.ruleId()).as(diagnostic.toString()).isEqualTo(rule);
        assertThat(diagnostic.mark().line()).as(diagnostic.toString()).isEqualTo(line);
        assertThat(diagnostic.mark().column()).as(diagnostic.toString()).isEqualTo(column);
        assertThat(diagnostic.toString()).contains(part);
    }

    @Test
    void aBrokenDocumentDoesNotHideTheOthers() {
        List<TreeNode> documents = read("a: 1\n---\nb: [\n---\nc: 3\n---\nd: {\n");

        assertThat(documents).hasSize(2);
        assertThat(diagnostics.list()).extracting(d -> d.mark().line()).containsExactly(3, 7);
    }

    @Test
    void marksCountLinesOfTheWholeFile() {
        TreeNode second = read("# first\na: 1\n---\n# second\nb:\n  - c: x\n").get(1);

        assertThat(((MapNode) second).get("b").orElseThrow().mark()).hasToString("f.yaml:6:3");
        assertThat(((MapNode) second).entry("b").orElseThrow().keyMark()).hasToString("f.yaml:5:1");
    }

    @Test
    void aBlockInsideADocumentKeepsTheDocumentsLines() {
        SourceText markdown = SourceText.of("doc.md", "# Title\n```yaml\nkind: Pod\n```\n");

        TreeNode pod = new YamlReader(diagnostics).read(markdown, 3, 3).getFirst();

        assertThat(((MapNode) pod).get("kind").orElseThrow().mark()).hasToString("doc.md:3:7");
    }

    @Test
    void emptyDocumentsBetweenSeparatorsAreSkipped() {
        assertThat(read("---\n---\n# c\n---\na: 1\n---\n")).hasSize(1);
        assertThat(diagnostics.isEmpty()).isTrue();
    }

    @Test
    void windowsLineEndsAndByteOrderMarksChangeNothing() {
        TreeNode node = read("a: 1\r\nb: two\r\n").getFirst();

        assertThat(((MapNode) node).textAt("b")).contains("two");
        assertThat(((MapNode) node).get("b").orElseThrow().mark()).hasToString("f.yaml:2:4");
    }

    @Test
    void jsonMayBeIndentedWithTabs() {
        MapNode node = (MapNode) read("{\n\t\"a\": [1,\n\t\t\"x\\ty\"]\n}\n").getFirst();

        assertThat(((ListNode) node.get("a").orElseThrow()).items()).hasSize(2);
        assertThat(diagnostics.isEmpty()).isTrue();
    }

    @Test
    void mergeKeysAddWhatTheMapItselfDoesNotSay() {
        MapNode node = (MapNode)
                read("base: &b {x: 1, y: 1}\nuse:\n  <<: *b\n  y: 2\n").getFirst();

        assertThat(node.textAt("use", "x")).contains("1");
        assertThat(node.textAt("use", "y")).contains("2");
    }

    @Test
    void anAliasBombIsRefusedWithoutBeingUnfolded() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int level = 1; level < 30; level++) {
            String alias = "*a" + (level - 1);
            bomb.append("a" + level + ": &a" + level + " [" + String.join(",", Collections.nCopies(10, alias)) + "]\n");
        }

        assertThat(read(bomb.toString())).isEmpty();
        assertThat(diagnostics.list()).extracting(Diagnostic::ruleId).containsExactly("NC0105");
    }

    @Test
    void deepNestingIsRefusedBeforeTheStackIsExhausted() {
        assertThat(read("[".repeat(200_000))).isEmpty();
        assertThat(read("a: " + "{a: ".repeat(50_000))).isEmpty();

        assertThat(diagnostics.list()).extracting(Diagnostic::ruleId).containsOnly("NC0105");
    }

    @Test
    void scalarsHaveTheKindThatKubectlSees() {
        MapNode node = (MapNode)
                read("[a: 1, b: '1', c: 1.5, d: 1e3, e: true, f: yes, g: ~, h: 0x1F, i: 1.2.3, j: 10Gi, k: -5, l: .5, m: 2026-01-01, n: !!str 7]"
                                .replace("[", "{")
                                .replace("]", "}"))
                        .getFirst();

        assertThat(node.entries().stream()
                        .map(e -> ((ScalarNode) e.value()).kind())
                        .toList())
                .containsExactly(
                        ScalarKind.INTEGER,
                        ScalarKind.STRING,
                        ScalarKind.FLOAT,
                        ScalarKind.FLOAT,
                        ScalarKind.BOOLEAN,
                        ScalarKind.LEGACY_BOOLEAN,
                        ScalarKind.NULL,
                        ScalarKind.INTEGER,
                        ScalarKind.STRING,
                        ScalarKind.STRING,
                        ScalarKind.INTEGER,
                        ScalarKind.FLOAT,
                        ScalarKind.STRING,
                        ScalarKind.STRING);
    }

    private List<TreeNode> read(String text) {
        return new YamlReader(diagnostics).read(SourceText.of("f.yaml", text));
    }
}
