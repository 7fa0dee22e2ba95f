package dev.nodecast.scheduler.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.diagnostics.DiagnosticRenderer;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.model.DaemonSet;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodDisruptionBudget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** All inputs of the recorded decisions of real Karpenter are stored objects without a flaw. */
class ReferenceManifestsTest {

    @Test
    void everyInputIsReadWholeAndWithoutAnyDiagnostic() throws Exception {
        List<Path> inputs = SharedManifests.named("karpenter-reference", "input.yaml");
        assertThat(inputs).hasSizeGreaterThan(300);
        Map<String, Long> written = new TreeMap<>();
        Map<String, Long> read = new TreeMap<>();
        for (Path input : inputs) {
            Diagnostics diagnostics = new Diagnostics();
            Manifests manifests = new ManifestReader(diagnostics).read(List.of(input));

            assertThat(DiagnosticRenderer.plain().render(diagnostics))
                    .as(input.toString())
                    .isEmpty();
            // The independent count: each object of these generated files has one unindented line with its kind.
            Files.readAllLines(input).stream()
                    .filter(line -> line.startsWith("kind: "))
                    .forEach(line -> written.merge(line.substring(6), 1L, Long::sum));
            count(read, "NodePool", manifests.values(NodePool.class));
            count(read, "NodeClaim", manifests.values(NodeClaim.class));
            count(read, "Node", manifests.values(Node.class));
            count(read, "Pod", manifests.values(Pod.class));
            count(read, "DaemonSet", manifests.values(DaemonSet.class));
            count(read, "PodDisruptionBudget", manifests.values(PodDisruptionBudget.class));
        }
        assertThat(read).isEqualTo(written);
    }

    private static void count(Map<String, Long> counts, String kind, List<?> objects) {
        counts.merge(kind, (long) objects.size(), Long::sum);
    }
}
