package dev.nodecast.aws.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.kubernetes.WatchedKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the chart's roles allow against what is asked of the API server. The list of what each class writes stands here; that no
 * class is forgotten is seen from the sources.
 */
class RolesTest {

    private static final Path TEMPLATES = Path.of("deploy/chart/nodecast/templates");
    private static final Path MAIN = Path.of("src/main/java/dev/nodecast/aws");
    private static final Pattern WRITE = Pattern.compile("ApiRequest\\s*\\.\\s*(post|put|patch|delete)\\(");

    /** By the class that sends them: verb and resource, some with a cloud only. */
    private static final Map<String, List<String>> WRITES = Map.ofEntries(
            Map.entry(
                    "kubernetes/ClaimWrites",
                    List.of(
                            "create nodeclaims.karpenter.sh",
                            "patch nodeclaims.karpenter.sh",
                            "patch nodeclaims/status.karpenter.sh",
                            "delete nodeclaims.karpenter.sh")),
            Map.entry("kubernetes/Finalizers", List.of("patch nodeclaims.karpenter.sh", "patch nodes.")),
            Map.entry("kubernetes/NodeBook", List.of("patch nodes.", "delete nodes.")),
            Map.entry("kubernetes/PodCommands", List.of("create pods/eviction.", "delete pods.")),
            Map.entry("kubernetes/PoolMarks", List.of("patch nodepools.karpenter.sh")),
            Map.entry(
                    "kubernetes/Statuses",
                    List.of(
                            "patch nodepools/status.karpenter.sh",
                            "patch nodeoverlays/status.karpenter.sh",
                            "patch capacitybuffers/status.autoscaling.x-k8s.io")),
            Map.entry("kubernetes/EventWriter", List.of("create events.", "patch events.")),
            Map.entry(
                    "ec2/cluster/ClusterWrites",
                    List.of(
                            "patch nodeclaims.karpenter.sh",
                            "patch nodeclaims/status.karpenter.sh",
                            "aws patch ec2nodeclasses.karpenter.k8s.aws",
                            "aws patch ec2nodeclasses/status.karpenter.k8s.aws",
                            "create events.")),
            Map.entry("kwok/KwokCloud", List.of("kwok create nodes.", "delete nodes.")),
            Map.entry(
                    "controller/Lease",
                    List.of("create leases.coordination.k8s.io", "update leases.coordination.k8s.io")));

    /** What is sent only with {@code --autoscale}, which has roles of its own; by its mode. */
    private static final Map<String, Map<String, List<String>>> AUTOSCALE_WRITES = Map.of(
            "scale",
            Map.of(
                    "kubernetes/LiveCluster",
                    List.of(
                            "patch deployments/scale.apps",
                            "patch replicasets/scale.apps",
                            "patch statefulsets/scale.apps",
                            "patch scaledobjects/status.keda.sh")),
            "metrics",
            Map.of(
                    "autoscale/api/ApiRegistration",
                    List.of("create apiservices.apiregistration.k8s.io", "patch apiservices.apiregistration.k8s.io"),
                    "autoscale/api/CertificateStore",
                    List.of("create secrets.", "update secrets.")));

    @Test
    void everyClassThatWritesIsListed() throws IOException {
        Set<String> writers = new TreeSet<>();
        try (Stream<Path> files = Files.walk(MAIN)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                String name = MAIN.relativize(file).toString().replace(".java", "");
                if (!name.startsWith("testbed/")
                        && WRITE.matcher(Files.readString(file)).find()) {
                    writers.add(name);
                }
            }
        }
        Set<String> listed = new TreeSet<>(WRITES.keySet());
        AUTOSCALE_WRITES.values().forEach(ofMode -> listed.addAll(ofMode.keySet()));

        assertThat(writers)
                .as("say in this test, and in the chart, what a new class writes")
                .isEqualTo(listed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws", "kwok"})
    void whatIsWrittenIsAllowedAndNothingElse(String cloud) throws IOException {
        Set<String> needed = WRITES.values().stream()
                .flatMap(List::stream)
                .filter(use -> use.split(" ").length == 2 || use.startsWith(cloud + " "))
                .map(use -> use.replaceFirst("^" + cloud + " ", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> granted = granted(cloud, false);
        granted.removeIf(RolesTest::reads);

        assertThat(granted).isEqualTo(needed);
    }

    private static boolean reads(String use) {
        return Stream.of("get ", "list ", "watch ").anyMatch(use::startsWith);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scale", "metrics"})
    void whatAnAutoscalerWritesIsAllowedWhereThereIsOneAndNothingElse(String mode) throws IOException {
        Set<String> needed = AUTOSCALE_WRITES.get(mode).values().stream()
                .flatMap(List::stream)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> granted = new TreeSet<>();
        addAll(granted, "autoscale.yaml", conditions("aws", false, mode));
        granted.removeIf(RolesTest::reads);

        assertThat(granted).isEqualTo(needed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scale", "metrics"})
    void anAutoscalerInAShadowMayWriteNothing(String mode) throws IOException {
        Set<String> granted = new TreeSet<>();
        addAll(granted, "autoscale.yaml", conditions("aws", true, mode));

        assertThat(granted).allMatch(RolesTest::reads);
    }

    @Test
    void whatIsWatchedMayBeListedAndWatched() throws IOException {
        Set<String> granted = granted("aws", true);
        for (WatchedKind kind : WatchedKind.values()) {
            String resource = kind.resource().contains(".") ? kind.resource() : kind.resource() + ".";
            assertThat(granted).contains("get " + resource, "list " + resource, "watch " + resource);
        }
        assertThat(granted)
                .contains(
                        "watch ec2nodeclasses.karpenter.k8s.aws",
                        "watch kwoknodeclasses.karpenter.kwok.sh",
                        "list leases.coordination.k8s.io");
    }

    @Test
    void aShadowMayWriteNothing() throws IOException {
        assertThat(granted("aws", true)).isNotEmpty().allMatch(RolesTest::reads);
    }

    private static Set<String> granted(String cloud, boolean shadow) throws IOException {
        Set<String> granted = new TreeSet<>();
        for (String file : List.of("clusterrole.yaml", "role.yaml")) {
            addAll(granted, file, conditions(cloud, shadow, ""));
        }
        return granted;
    }

    private static void addAll(Set<String> granted, String file, Map<String, Boolean> conditions) throws IOException {
        String text = rendered(Files.readString(TEMPLATES.resolve(file)), conditions);
        for (Object object : new Load(LoadSettings.builder().build()).loadAllFromString(text)) {
            if (object != null) {
                JsonNode role = JsonMapper.shared().valueToTree(object);
                role.path("rules").forEach(rule -> add(granted, rule));
            }
        }
    }

    /** The conditions that the templates know, and whether each holds. */
    private static Map<String, Boolean> conditions(String cloud, boolean shadow, String autoscale) {
        Map<String, Boolean> conditions = new TreeMap<>();
        conditions.put("if not .Values.shadow", !shadow);
        conditions.put("if .Values.autoscale.mode", !autoscale.isEmpty());
        conditions.put("if .Values.autoscale.sources", false);
        conditions.put("if eq .Values.autoscale.mode \"metrics\"", autoscale.equals("metrics"));
        for (String name : List.of("aws", "kwok")) {
            conditions.put("if eq .Values.cloud \"" + name + "\"", name.equals(cloud));
        }
        return conditions;
    }

    private static void add(Set<String> granted, JsonNode rule) {
        rule.path("verbs")
                .forEach(verb -> rule.path("resources")
                        .forEach(resource -> rule.path("apiGroups")
                                .forEach(group -> granted.add(
                                        verb.asString() + " " + resource.asString() + "." + group.asString()))));
    }

    /** The few forms of templates that these files use; helm itself is asked where there is one (ChartTest). */
    private static String rendered(String template, Map<String, Boolean> conditions) {
        StringBuilder out = new StringBuilder();
        Matcher tags = Pattern.compile("\\{\\{-?\\s*(.*?)\\s*-?}}").matcher(template);
        Deque<Boolean> shown = new ArrayDeque<>();
        int last = 0;
        while (tags.find()) {
            if (!shown.contains(false)) {
                out.append(template, last, tags.start());
            }
            last = tags.end();
            String tag = tags.group(1);
            if (tag.equals("end")) {
                shown.pop();
            } else if (tag.equals("else")) {
                shown.push(!shown.pop());
            } else if (tag.startsWith("if ")) {
                assertThat(conditions)
                        .as("a condition that this test does not know")
                        .containsKey(tag);
                shown.push(conditions.get(tag));
            } else if (!shown.contains(false)) {
                out.append(inPlaceOf(tag));
            }
        }
        return out.append(template.substring(last)).toString();
    }

    /** Nothing for the naming of what stands elsewhere, labels without any, and any text for a name. */
    private static String inPlaceOf(String tag) {
        boolean naming = tag.startsWith("$") && tag.contains(":=");
        return naming ? "" : tag.contains("labels") ? "{}" : "x";
    }
}
