package dev.nodecast.aws.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard asks only for what somebody exports. */
class DashboardTest {

    /** Those of kube-state-metrics and of the DCGM exporter, which deploy/README.md asks for. */
    private static final List<String> OF_OTHERS =
            List.of("kube_node_labels", "kube_pod_status_phase", "DCGM_FI_DEV_GPU_UTIL");

    private static final Pattern METRIC = Pattern.compile("\\b(karpenter_|nodecast_|kube_|DCGM_)[A-Za-z0-9_]+");
    private static final Pattern GAUGE = Pattern.compile("\"(karpenter_[a-z_]+)\"");
    private static final Pattern METER = Pattern.compile("\"((?:karpenter|nodecast)\\.[a-z.]+)\"");

    private static JsonNode dashboard() {
        return JsonMapper.shared()
                .readTree(Path.of("deploy/dashboards/nodecast.json").toFile());
    }

    private static List<String> queries() {
        List<String> queries = new ArrayList<>();
        for (JsonNode panel : dashboard().path("panels")) {
            panel.path("targets")
                    .forEach(target -> queries.add(target.path("expr").asString()));
        }
        return queries;
    }

    /** The names under which Prometheus sees the controller's meters and gauges, without their suffixes. */
    private static SortedSet<String> exported() throws IOException {
        Path sources = Path.of("src/main/java/dev/nodecast/aws");
        SortedSet<String> names = new TreeSet<>();
        try (Stream<Path> gauges = Files.list(sources.resolve("metrics"))) {
            for (Path file : gauges.toList()) {
                names.addAll(found(GAUGE, file));
            }
        }
        try (Stream<Path> controller = Files.list(sources.resolve("controller"))) {
            for (Path file : controller
                    .filter(path -> path.getFileName().toString().endsWith("Meters.java"))
                    .toList()) {
                names.addAll(found(METER, file));
            }
        }
        return names;
    }

    private static List<String> found(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file))
                .results()
                .map(name -> unsuffixed(name.group(1).replace('.', '_')))
                .toList();
    }

    private static String unsuffixed(String metric) {
        return metric.replaceFirst("(_seconds)?(_bucket|_total)?$", "");
    }

    @Test
    void everyMetricIsExported() throws IOException {
        SortedSet<String> exported = exported();
        assertThat(exported)
                .contains("karpenter_node_pool_usage", "karpenter_nodepools_cost", "karpenter_provisioning_duration");
        for (String query : queries()) {
            Matcher metric = METRIC.matcher(query);
            assertThat(metric.find()).as(query).isTrue();
            do {
                boolean ours = exported.contains(unsuffixed(metric.group()));
                assertThat(ours || OF_OTHERS.contains(metric.group()))
                        .as(metric.group())
                        .isTrue();
            } while (metric.find());
        }
    }

    @Test
    void theDesignsQueriesAreThereAsItPrintsThem() {
        assertThat(String.join("\n", queries()))
                .contains(
                        "karpenter_provisioning_duration_seconds_bucket",
                        "count(kube_node_labels{label_role=\"gpu-worker\"})",
                        "DCGM_FI_DEV_GPU_UTIL",
                        "sum(increase(karpenter_interruption_actions_performed_total[1h]))",
                        "sum(karpenter_node_pool_usage{capacity_type=\"spot\"}) / sum(karpenter_node_pool_usage)");
    }

    @Test
    void panelsDoNotOverlap() {
        List<int[]> taken = new ArrayList<>();
        for (JsonNode panel : dashboard().path("panels")) {
            JsonNode p = panel.path("gridPos");
            int[] place = {
                p.path("x").asInt(),
                p.path("y").asInt(),
                p.path("w").asInt(),
                p.path("h").asInt()
            };
            assertThat(place[0] + place[2]).isLessThanOrEqualTo(24);
            assertThat(taken)
                    .noneMatch(other -> place[0] < other[0] + other[2]
                            && other[0] < place[0] + place[2]
                            && place[1] < other[1] + other[3]
                            && other[1] < place[1] + place[3]);
            taken.add(place);
        }
    }
}
