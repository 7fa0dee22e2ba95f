package dev.nodecast.scenarios.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scenarios.library.ReadyScenarios;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.Severity;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.manifest.tree.ListNode;
import dev.nodecast.scheduler.manifest.tree.MapNode;
import dev.nodecast.scheduler.manifest.tree.TreeNode;
import dev.nodecast.scheduler.manifest.tree.YamlReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ReferenceFileTest {

    private final Diagnostics diagnostics = new Diagnostics();

    @Test
    void theReferenceFileSaysWhatHoldsWithoutIt() {
        ScenarioFile read = read(ReadyScenarios.reference());

        assertThat(diagnostics.list()).isEmpty();
        assertThat(read).isEqualTo(ScenarioFile.DEFAULTS);
    }

    @Test
    void withItsExamplesTheReferenceFileIsAScenarioToo() {
        ScenarioFile read = read(withExamples());

        assertThat(diagnostics.list(Severity.ERROR)).isEmpty();
        assertThat(read.workload().queues()).containsOnlyKeys("queue:pro", "queue:measured");
    }

    @Test
    void theReferenceFileNamesEveryKey() {
        TreeNode tree = new YamlReader(diagnostics)
                .read(SourceText.of("reference.yaml", withExamples()))
                .getFirst();
        Set<String> named = new TreeSet<>();
        collect(tree, "", named);

        for (String path : ScenarioReader.paths()) {
            String pattern = path.replace("[", "\\[").replace("]", "\\]").replace(".*", "\\.[^|]+");
            assertThat(named).as(path).anyMatch(name -> name.matches(pattern));
        }
    }

    private ScenarioFile read(String text) {
        ScenarioSource source = new ScenarioSource(SourceText.of("reference.yaml", text), Path.of(""));
        return new ScenarioReader(diagnostics).read(source, List.of()).orElseThrow();
    }

    /** The reference with its examples in place: the empty value above an example goes, the marks become blanks. */
    private static String withExamples() {
        List<String> lines = ReadyScenarios.reference().lines().toList();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean example = line.startsWith("#|");
            String next = i + 1 < lines.size() ? lines.get(i + 1) : "";
            if (!example && next.startsWith("#|")) {
                line = line.replaceFirst(": (\\[]|\\{})", ":");
            }
            text.append(example ? line.substring(2) : line).append('\n');
        }
        return text.toString();
    }

    private static void collect(TreeNode node, String path, Set<String> paths) {
        switch (node) {
            case MapNode map ->
                map.entries().forEach(entry -> {
                    String here = path.isEmpty() ? entry.key() : path + "." + entry.key();
                    paths.add(here);
                    collect(entry.value(), here, paths);
                });
            case ListNode list -> list.items().forEach(item -> collect(item, path + "[]", paths));
            default -> {}
        }
    }
}
