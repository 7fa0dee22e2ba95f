package dev.nodecast.scheduler.manifest.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.Severity;
import dev.nodecast.scheduler.diagnostics.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class FieldsTest {

    private final Diagnostics diagnostics = new Diagnostics();

    @Test
    void aMisspeltFieldIsReportedWithTheLikelySpelling() {
        read("replica: 3\n", fields -> fields.integer("replicas", 0, 10));

        assertThat(diagnostics.list()).singleElement().satisfies(d -> {
            assertThat(d.ruleId()).isEqualTo("NC0205");
            assertThat(d.severity()).isEqualTo(Severity.ERROR);
            assertThat(d.help()).isEqualTo("did you mean `replicas`?");
            assertThat(d.mark()).hasToString("f.yaml:1:1");
        });
    }

    @Test
    void whatAnApiServerHasAcceptedIsOnlyWarnedOf() {
        Field.root(tree("future: 1\n"), Reading.lenient(diagnostics)).map(fields -> fields);

        assertThat(diagnostics.list(Severity.WARNING)).hasSize(1);
        assertThat(diagnostics.hasErrors()).isFalse();
    }

    @Test
    void allProblemsAreReportedAtOnceInSourceOrder() {
        List<Object> values = new ArrayList<>();
        read("count: '3'\nname: 5\nflag: maybe\nwait: 30\ncpu: 1gi\nitems: x\n", fields -> {
            fields.require("kind");
            values.add(fields.integer("count", 0, 10));
            values.add(fields.text("name"));
            values.add(fields.bool("flag"));
            values.add(fields.durationNs("wait"));
            values.add(fields.quantity("cpu"));
            values.add(fields.items("items"));
            return values;
        });

        assertThat(diagnostics.list())
                .extracting(d -> d.mark().line() + " " + d.fieldPath())
                .containsExactly("1 kind", "1 count", "2 name", "3 flag", "4 wait", "5 cpu", "6 items");
        assertThat(diagnostics.list().get(1).help()).isEqualTo("remove the quotes");
        assertThat(diagnostics.list().get(2).help()).isEqualTo("put it in quotes: \"5\"");
        assertThat(diagnostics.list().get(4).help()).isEqualTo("add the unit, for example `30s`");
    }

    @Test
    void yaml11BooleansAreReadAsKubectlReadsThemWithAWarning() {
        assertThat(Field.root(tree("on"), Reading.strict(diagnostics)).bool()).contains(true);
        assertThat(Field.root(tree("No"), Reading.strict(diagnostics)).bool()).contains(false);

        assertThat(diagnostics.list()).extracting(Diagnostic::ruleId).containsExactly("NC0108", "NC0108");
    }

    @Test
    void aLeadingZeroIsOctalAsForKubectlWithAWarning() {
        assertThat(Field.root(tree("0644"), Reading.strict(diagnostics)).integer(0, 1000))
                .contains(420);
        assertThat(Field.root(tree("0x10"), Reading.strict(diagnostics)).integer(0, 1000))
                .contains(16);

        assertThat(diagnostics.list()).extracting(Diagnostic::ruleId).containsExactly("NC0108");
    }

    @Test
    void numbersThatNoLongHoldsAreOutOfRange() {
        assertThat(Field.root(tree("99999999999999999999"), Reading.strict(diagnostics))
                        .integer(0L, Long.MAX_VALUE))
                .isEmpty();

        assertThat(diagnostics.list()).extracting(Diagnostic::ruleId).containsExactly("NC0210");
    }

    @Test
    void aFieldThatIsNullCountsAsAbsent() {
        read("a: null\nb: ~\nc:\n", fields -> {
            assertThat(fields.has("a") || fields.has("b") || fields.has("c")).isFalse();
            return fields;
        });
        assertThat(diagnostics.isEmpty()).isTrue();
    }

    @Test
    void pathsNameListItemsAndKeysWithSpecialCharacters() {
        Field root = Field.root(tree("a:\n- b:\n    x.y/z: 1\n"), Reading.strict(diagnostics));

        Field item = root.map(f -> f.items("a").getFirst()).orElseThrow();
        Field inner = item.map(f -> f.get("b").orElseThrow()).orElseThrow();

        assertThat(inner.entries().get("x.y/z").path()).isEqualTo("a[0].b['x.y/z']");
    }

    @Test
    void valuesOfJavaMakeTheSameTreeWithoutLines() {
        TreeNode node = new TreeBuilder("Pod default/p").build(Map.of("replicas", "x"));

        Field.root(node, Reading.strict(diagnostics)).map(fields -> fields.integer("replicas", 0, 1));

        assertThat(diagnostics.list())
                .singleElement()
                .extracting(d -> d.mark().toString())
                .isEqualTo("Pod default/p");
    }

    private void read(String text, Function<Fields, Object> reader) {
        Field.root(tree(text), Reading.strict(diagnostics)).map(reader);
    }

    private TreeNode tree(String text) {
        return new YamlReader(diagnostics).read(SourceText.of("f.yaml", text)).getFirst();
    }
}
