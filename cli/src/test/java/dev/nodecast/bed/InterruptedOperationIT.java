package dev.nodecast.bed;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is lost when others end or hold things up, on nodes of kwok: nothing. {@link KilledControllerIT} has the same on instances. */
@OnTheBed
class InterruptedOperationIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** The names of all claims that there ever were. */
    private static final class Claims implements Watcher<GenericKubernetesResource> {
        final Set<String> names = Collections.synchronizedSet(new HashSet<>());

        @Override
        public void eventReceived(Action action, GenericKubernetesResource claim) {
            names.add(claim.getMetadata().getName());
        }

        @Override
        public void onClose(WatcherException cause) {}
    }

    private static Claims watch(Cluster cluster) {
        Claims claims = new Claims();
        cluster.endAfterwards(cluster.client()
                .genericKubernetesResources("karpenter.sh/v1", "NodeClaim")
                .watch(claims));
        return claims;
    }

    @Test
    void aControllerKilledWhileItLaunchesBuysNothingTwice(Cluster cluster) throws Exception {
        cluster.applyResource("small.yaml");
        LiveController first = cluster.controller();
        Claims claims = watch(cluster);

        cluster.scale("default", "web", 8);
        cluster.eventually("the first claim is there", PATIENCE, () -> !claims.names.isEmpty());
        first.kill();
        cluster.controller();

        cluster.eventually("eight pods run", PATIENCE, () -> cluster.running("default") == 8);
        cluster.isConsistent();
        assertThat(claims.names).as("one claim for each pod").hasSize(8);
    }

    @Test
    void theApiServersRestartIsSurvived(Cluster cluster) throws Exception {
        LiveController controller = SmallWeb.runs(cluster, 2);

        cluster.bed().controlPlane().kill("kube-apiserver");
        Thread.sleep(3_000);
        cluster.bed().controlPlane().start("kube-apiserver");
        cluster.scale("default", "web", 5);

        // Kubernetes' own controllers take up to half a minute to come back, and our part begins with their verdict on
        // the pods.
        cluster.eventually(
                "five pods are placed or cannot be", Duration.ofMinutes(2), () -> cluster.judged("default") == 5);
        cluster.eventually("five pods run", PATIENCE, () -> cluster.running("default") == 5);
        cluster.isConsistent();
        assertThat(cluster.claims()).hasSize(5);
        if (!controller.alive()) {
            // As a Deployment would: it may have stepped down for want of its lease, but must not be broken.
            assertThat(controller.log()).doesNotContain("broken");
        }
    }

    @Test
    void aBudgetBlocksTheDrainUntilItAllowsIt(Cluster cluster) throws Exception {
        cluster.applyResource("small.yaml");
        cluster.apply("""
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {name: web, namespace: default}
                spec: {minAvailable: 2, selector: {matchLabels: {app: web}}}
                """);
        cluster.controller();
        cluster.scale("default", "web", 2);
        cluster.eventually("two pods run", PATIENCE, () -> cluster.running("default") == 2);
        List<String> before = names(cluster);
        cluster.eventually(
                "the budget allows nothing",
                PATIENCE,
                () -> Integer.valueOf(0)
                        .equals(cluster.client()
                                .policy()
                                .v1()
                                .podDisruptionBudget()
                                .inNamespace("default")
                                .withName("web")
                                .get()
                                .getStatus()
                                .getDisruptionsAllowed()));

        String victim = cluster.claims().getFirst().getMetadata().getName();
        cluster.client()
                .genericKubernetesResources("karpenter.sh/v1", "NodeClaim")
                .withName(victim)
                .delete();
        cluster.always(
                "the pods stay",
                Duration.ofSeconds(12),
                () -> names(cluster).containsAll(before)
                        && cluster.pods("default").stream()
                                .allMatch(pod -> pod.getMetadata().getDeletionTimestamp() == null));
        assertThat(cluster.claims())
                .anyMatch(claim -> claim.getMetadata().getName().equals(victim));

        cluster.client()
                .policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace("default")
                .withName("web")
                .delete();
        cluster.eventually(
                "the claim is gone",
                PATIENCE,
                () -> cluster.claims().stream()
                        .noneMatch(claim -> claim.getMetadata().getName().equals(victim)));
        cluster.eventually("two pods run", PATIENCE, () -> cluster.running("default") == 2);
        cluster.isConsistent();
    }

    private static List<String> names(Cluster cluster) {
        List<String> names = new ArrayList<>();
        cluster.pods("default").forEach(pod -> names.add(pod.getMetadata().getName()));
        return names;
    }

    @Test
    void ofTwoControllersOneActs(Cluster cluster) throws Exception {
        cluster.applyResource("small.yaml");
        cluster.controller();
        cluster.controller();
        Claims claims = watch(cluster);

        cluster.scale("default", "web", 6);

        cluster.eventually("six pods run", PATIENCE, () -> cluster.running("default") == 6);
        cluster.isConsistent();
        assertThat(claims.names).hasSize(6);
    }
}
