package dev.nodecast.scheduler.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.model.Pod;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What pods count for, and which are looked at. */
class PodRulesTest {

    private static final String WAITING = """
              status: {phase: Pending, conditions: [{type: PodScheduled, status: "False", reason: Unschedulable}]}
            """;

    private final World world = new World()
            .type("small", 2_000, 4_096, 0, 0.10)
            .type("large", 8_000, 16_384, 0, 0.40)
            .pool("default");

    /** A pod that waits; {@code spec} is its specification, one field a line. */
    private static String waiting(String name, String spec) {
        return pod(name, "", spec, WAITING);
    }

    private static String pod(String name, String meta, String spec, String status) {
        return """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, namespace: default, uid: u-%s%s}
                spec:
                %s
                %s
                ---
                """.formatted(name, name, meta, spec.indent(2), status.strip());
    }

    private static String container(String cpu) {
        return "containers: [{name: main, image: m, resources: {requests: {cpu: " + cpu + "}}}]\n";
    }

    private static String init(String name, String cpu, boolean sidecar) {
        return "{name: " + name + ", image: m, resources: {requests: {cpu: " + cpu + "}}"
                + (sidecar ? ", restartPolicy: Always}" : "}");
    }

    private long cpuOf(String spec) {
        return world.stored(waiting("p", spec))
                .solve()
                .claims()
                .getFirst()
                .requests()
                .cpuMilli();
    }

    private static List<String> names(List<Pod> pods) {
        return pods.stream().map(pod -> pod.meta().name()).sorted().toList();
    }

    @Test
    void initContainersCountByTheLargestOfThem() {
        // They run one after the other, before the 500 m of the main container.
        assertThat(cpuOf(container("500m") + "initContainers: [" + init("a", "900m", false) + ", "
                        + init("b", "1500m", false) + "]"))
                .isEqualTo(1_500);
    }

    @Test
    void aSidecarRunsBesideTheInitContainersThatComeAfterIt() {
        // While b initialises: 300 + 900 = 1,200 m; later: 300 + 500 = 800 m.
        assertThat(cpuOf(container("500m") + "initContainers: [" + init("a", "300m", true) + ", "
                        + init("b", "900m", false) + "]"))
                .isEqualTo(1_200);
    }

    @Test
    void aSidecarDoesNotRunBesideTheInitContainersBeforeIt() {
        // While a initialises: 900 m; later: 300 + 500 = 800 m.
        assertThat(cpuOf(container("500m") + "initContainers: [" + init("a", "900m", false) + ", "
                        + init("b", "300m", true) + "]"))
                .isEqualTo(900);
    }

    @Test
    void theOverheadOfThePodIsAdded() {
        assertThat(cpuOf(container("500m") + "overhead: {cpu: 250m}")).isEqualTo(750);
    }

    private static String onPort(String ip) {
        return "containers: [{name: main, image: m, ports: [{containerPort: 80, hostPort: 80, protocol: TCP, hostIP: '"
                + ip + "'}]}]";
    }

    @Test
    void podsShareANodesPortOnDifferentAddresses() {
        world.stored(waiting("p", onPort("10.0.0.1")) + waiting("q", onPort("10.0.0.2")));
        assertThat(world.solve().claims()).hasSize(1);
    }

    @Test
    void everyAddressIsTheAddressOfEveryPod() {
        world.stored(waiting("p", onPort("10.0.0.1")) + waiting("q", onPort("::")));
        assertThat(world.solve().claims()).hasSize(2);
    }

    @Test
    void oneAddressIsTheSameHoweverItIsWritten() {
        world.stored(waiting("p", onPort("::ffff:10.0.0.1")) + waiting("q", onPort("10.0.0.1")));
        assertThat(world.solve().claims()).hasSize(2);
    }

    @Test
    void podsThatWaitForSomethingElseAreLeftAlone() {
        world.stored(pod("gated", "", container("1"), WAITING.replace("Unschedulable", "SchedulingGated"))
                + pod("nominated", "", container("1"), WAITING.replace("Pending,", "Pending, nominatedNodeName: host,"))
                + pod(
                        "daemon",
                        ", ownerReferences: [{apiVersion: apps/v1, kind: DaemonSet, name: d, uid: d, controller: true}]",
                        container("1"),
                        WAITING)
                + pod(
                        "adopted",
                        ", ownerReferences: [{apiVersion: apps/v1, kind: DaemonSet, name: d, uid: d}]",
                        container("1"),
                        WAITING));
        Solution solution = world.solve();
        assertThat(solution.claims()).isEmpty();
        assertThat(solution.unplaced()).isEmpty();
    }

    @Test
    void aPodThatIsBeingDeletedCountsUntilItIsGone() {
        world.stored(pod("p", ", deletionTimestamp: '2026-01-01T00:00:00Z'", container("1"), WAITING));
        assertThat(world.solve().claims()).hasSize(1);
    }

    @Test
    void priorityPlaysNoPartInTheOrder() {
        // Two nodes of 8 cores: the larger pods go first whatever their priority, so that 6 + 2 and 5 + 3 share nodes.
        world.stored(waiting("two", container("1900m") + "priority: 1000")
                + waiting("six", container("6"))
                + waiting("five", container("5"))
                + waiting("three", container("2900m")));
        assertThat(world.solve().claims().stream().map(claim -> names(claim.pods())))
                .containsExactlyInAnyOrder(List.of("six", "two"), List.of("five", "three"));
    }

    @Test
    void podsOfANodeThatIsBeingDeletedAreGivenAnotherPlace() {
        world.node("host", 4_000, 8_192);
        world.cluster.markForDeletion(world.cluster.nodes().iterator().next(), true);
        world.stored(pod("moves", "", container("1") + "nodeName: host", "  status: {phase: Running}")
                + pod("done", "", container("1") + "nodeName: host", "  status: {phase: Succeeded}"));
        assertThat(names(world.solve().claims().getFirst().pods())).containsExactly("moves");
    }
}
