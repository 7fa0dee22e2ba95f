package dev.nodecast.aws.controller;

import dev.nodecast.aws.kubernetes.ApiItem;
import dev.nodecast.aws.kubernetes.ApiReply;
import dev.nodecast.aws.kubernetes.ApiRequest;
import dev.nodecast.aws.kubernetes.ApiServer;
import dev.nodecast.aws.kubernetes.WatchedKind;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the cluster, and out whether it is fit for a controller: what must be there and allowed. */
final class ClusterAccess implements AutoCloseable {

    private static final int FORBIDDEN = 403;
    private static final int UNAUTHORIZED = 401;
    private static final int CONNECT_MS = 10_000;

    private final KubernetesClient client;
    private final KubernetesClient leaseClient;
    private final ApiServer api;

    private ClusterAccess(KubernetesClient client) {
        this.client = client;
        this.api = new ApiServer(client);
        this.leaseClient = new KubernetesClientBuilder()
                .withConfig(client.getConfiguration())
                .build();
    }

    /** A connection of its own, so that no other traffic can hold up a lease. */
    ApiServer leaseApi() {
        return new ApiServer(leaseClient);
    }

    KubernetesClient client() {
        return client;
    }

    ApiServer api() {
        return api;
    }

    /**
     * A connection to the cluster that the settings mean.
     *
     * @throws ControllerException where there is none
     */
    static ClusterAccess open(ControllerSettings.Connection connection) throws InterruptedException {
        Config config = new ConfigBuilder(config(connection))
                .withRequestRetryBackoffLimit(0)
                .withConnectionTimeout(CONNECT_MS)
                .build();
        ClusterAccess access = new ClusterAccess(
                new KubernetesClientBuilder().withConfig(config).build());
        try {
            access.checkReachable();
            return access;
        } catch (ControllerException refused) {
            access.close();
            throw refused;
        }
    }

    private static Config config(ControllerSettings.Connection connection) {
        Path file = connection.kubeconfig();
        String context = connection.context();
        if (file == null) {
            return Config.autoConfigure(context);
        }
        if (!Files.isReadable(file)) {
            throw new ControllerException(
                    "kubeconfig " + file + " cannot be read; give another with --kubeconfig, or none to use kubectl's");
        }
        Config config = Config.fromKubeconfig(file.toFile());
        if (context == null) {
            return config;
        }
        boolean known = config.getContexts().stream().anyMatch(c -> c.getName().equals(context));
        if (!known) {
            List<String> names =
                    config.getContexts().stream().map(c -> c.getName()).toList();
            throw new ControllerException("kubeconfig " + file + " has no context `" + context + "`; it has "
                    + (names.isEmpty() ? "none" : String.join(", ", names)));
        }
        return Config.fromKubeconfig(context, file.toFile());
    }

    private void checkReachable() throws InterruptedException {
        try {
            ApiReply version = api.send(ApiRequest.get("/version"));
            if (version.code() == UNAUTHORIZED) {
                throw new ControllerException(
                        "the cluster at " + client.getMasterUrl() + " does not accept these credentials: "
                                + version.message() + "; renew them, or choose others with --kubeconfig and --context");
            }
        } catch (IOException | KubernetesClientException unreachable) {
            throw new ControllerException(
                    "no cluster answers at " + client.getMasterUrl() + ": " + rootMessage(unreachable)
                            + "; check --kubeconfig and --context",
                    unreachable);
        }
    }

    private static String rootMessage(Throwable problem) {
        Throwable root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return root.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    /**
     * The kinds that can be watched; those that a cluster may do without are left out where they are missing.
     *
     * @throws UnfitClusterException naming everything that is missing or not allowed
     */
    Set<WatchedKind> watchable(boolean autoscaling) throws InterruptedException {
        Set<WatchedKind> found = EnumSet.noneOf(WatchedKind.class);
        List<String> problems = new ArrayList<>();
        boolean buffers = look(WatchedKind.CAPACITY_BUFFER) == null;
        for (WatchedKind kind : WatchedKind.values()) {
            if (kind.wanted(autoscaling, buffers)) {
                String problem = look(kind);
                if (problem == null) {
                    found.add(kind);
                } else if (!problem.isEmpty()) {
                    problems.add(problem);
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new UnfitClusterException(String.join("; ", problems));
        }
        return found;
    }

    /** What is wrong with a kind: null for nothing, empty where it is missing and need not be there. */
    private @Nullable String look(WatchedKind kind) throws InterruptedException {
        try {
            ApiReply reply = api.send(ApiRequest.get(kind.path() + "?limit=1"));
            if (reply.ok()) {
                return null;
            }
            if (reply.notFound()) {
                return kind.required()
                        ? "the cluster does not know " + kind.resource()
                                + "; install the custom resource definitions: helm upgrade --install nodecast, or kubectl apply -f deploy/chart/nodecast/crds"
                        : "";
            }
            return reply.code() == FORBIDDEN
                    ? "not allowed to list " + kind.resource() + ": " + reply.message()
                            + "; grant get, list and watch (the chart's ClusterRole does)"
                    : kind.resource() + " cannot be listed: " + reply.message();
        } catch (IOException unreachable) {
            return kind.resource() + " cannot be listed: " + unreachable.getMessage();
        }
    }

    /**
     * The Karpenter that runs in the cluster, in words; null where there is none.
     *
     * @throws UnfitClusterException where that cannot be found out
     */
    @Nullable
    String otherKarpenter() throws InterruptedException {
        return running("karpenter", "karpenter-leader-election");
    }

    /**
     * The KEDA operator that runs in the cluster, in words; null where there is none.
     *
     * @throws ControllerException where that cannot be found out
     */
    @Nullable
    String keda() throws InterruptedException {
        return running("keda-operator", "operator.keda.sh");
    }

    private @Nullable String running(String app, String leaseName) throws InterruptedException {
        for (ApiItem deployment : list("/apis/apps/v1/deployments?labelSelector=app.kubernetes.io%2Fname%3D" + app)) {
            if (deployment.number("status", "readyReplicas") > 0) {
                return "Deployment " + deployment.text("metadata", "namespace") + "/"
                        + deployment.text("metadata", "name");
            }
        }
        for (ApiItem lease : list("/apis/coordination.k8s.io/v1/leases")) {
            if (lease.text("metadata", "name").equals(leaseName) && RecentLease.held(lease)) {
                return "Lease " + lease.text("metadata", "namespace") + "/" + lease.text("metadata", "name")
                        + ", held by " + lease.text("spec", "holderIdentity");
            }
        }
        return null;
    }

    private List<ApiItem> list(String path) throws InterruptedException {
        try {
            ApiReply reply = api.send(ApiRequest.get(path));
            if (!reply.ok()) {
                throw new UnfitClusterException(
                        "whether another controller runs here cannot be found out: " + reply.message()
                                + "; grant get and list of deployments and leases (the chart's ClusterRole does)");
            }
            return ApiItem.itemsOf(reply);
        } catch (IOException unreachable) {
            throw new UnfitClusterException("the cluster does not answer: " + unreachable.getMessage(), unreachable);
        }
    }

    @Override
    public void close() {
        leaseClient.close();
        client.close();
    }
}
