package dev.nodecast.aws.ec2;

import dev.nodecast.aws.ec2.nodeclass.NodeClass;
import dev.nodecast.aws.testbed.CalmAccount;
import dev.nodecast.aws.testbed.SimulatedAws;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Clients of an address on loopback, and node classes as the API server would have them. */
public final class Aws {

    private Aws() {}

    /** Clients of the simulated account. */
    public static AwsClients of(SimulatedAws account) {
        return of(account.uri());
    }

    public static AwsClients of(URI endpoint) {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        return AwsClients.of(CalmAccount.REGION, endpoint);
    }

    public static ClusterSource cluster() {
        return new ClusterSource(new ClusterFacts(
                CalmAccount.CLUSTER, CalmAccount.REGION, "https://127.0.0.1:6443", "", "10.100.0.0/16", "1.37"));
    }

    /** A node class that the simulated account can serve, with other fields over it. */
    public static NodeClass nodeClass(Map<String, Object> fields) {
        Map<String, Object> discovery = Map.of("tags", Map.of("karpenter.sh/discovery", CalmAccount.CLUSTER));
        Map<String, Object> spec = new TreeMap<>();
        spec.put("amiSelectorTerms", List.of(Map.of("alias", "al2023@latest")));
        spec.put("subnetSelectorTerms", List.of(discovery));
        spec.put("securityGroupSelectorTerms", List.of(discovery));
        spec.put("instanceProfile", "nodes");
        spec.putAll(fields);
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("apiVersion", NodeClass.API_VERSION);
        object.put("kind", NodeClass.KIND);
        object.put("metadata", Map.of("name", "gpu", "uid", "uid-1", "generation", 1, "finalizers", new ArrayList<>()));
        object.put("spec", spec);
        return NodeClass.of(object, "");
    }
}
