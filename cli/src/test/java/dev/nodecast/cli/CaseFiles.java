package dev.nodecast.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small case written by hand: one pool, two types, one pod that waits and fits only on the larger of them. */
final class CaseFiles {

    static final String TYPES = """
            {"wellKnownLabels": ["node.kubernetes.io/instance-type", "topology.kubernetes.io/zone",
              "karpenter.sh/capacity-type", "karpenter.sh/nodepool"],
             "instanceTypes": [
              {"name": "small", "capacity": {"cpu": "2", "memory": "4Gi", "pods": "10"},
               "overhead": {"kubeReserved": {"cpu": "100m"}},
               "requirements": [
                {"key": "node.kubernetes.io/instance-type", "operator": "In", "values": ["small"]},
                {"key": "topology.kubernetes.io/zone", "operator": "In", "values": ["a"]},
                {"key": "karpenter.sh/capacity-type", "operator": "In", "values": ["on-demand"]}],
               "offerings": [{"zone": "a", "capacityType": "on-demand", "price": 0.1, "available": true}]},
              {"name": "large", "capacity": {"cpu": "8", "memory": "16Gi", "pods": "20"},
               "overhead": {"kubeReserved": {"cpu": "100m"}},
               "requirements": [
                {"key": "node.kubernetes.io/instance-type", "operator": "In", "values": ["large"]},
                {"key": "topology.kubernetes.io/zone", "operator": "In", "values": ["a", "b"]},
                {"key": "karpenter.sh/capacity-type", "operator": "In", "values": ["on-demand"]}],
               "offerings": [{"zone": "a", "capacityType": "on-demand", "price": 0.4, "available": true},
                             {"zone": "b", "capacityType": "on-demand", "price": 0.4, "available": true}]}]}
            """;

    static final String POOL = """
            apiVersion: karpenter.sh/v1
            kind: NodePool
            metadata: {name: default, uid: pool}
            spec:
              template:
                spec:
                  nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: default}
                  requirements: [{key: karpenter.sh/capacity-type, operator: In, values: [on-demand]}]
            ---
            """;

    private CaseFiles() {}

    /** A pod that kube-scheduler found no node for. */
    static String pendingPod(String name, String cpu) {
        return """
            apiVersion: v1
            kind: Pod
            metadata: {name: %s, namespace: default, uid: %s, creationTimestamp: '2026-01-15T00:00:00Z'}
            spec: {containers: [{name: main, image: 'app:1', resources: {requests: {cpu: '%s'}}}]}
            status: {phase: Pending, conditions: [{type: PodScheduled, status: 'False', reason: Unschedulable}]}
            ---
            """.formatted(name, name, cpu);
    }

    /** A case folder with these objects, whose catalogue stands in a folder beside it. */
    static Path caseOf(Path root, String name, String objects) throws IOException {
        Path folder = root.resolve("provisioning").resolve(name);
        Files.createDirectories(folder);
        Files.writeString(root.resolve("types.json"), TYPES);
        Files.writeString(folder.resolve("case.json"), """
                {"name": "%s", "kind": "provisioning", "features": [], "description": "",
                 "instanceTypes": {"file": "types.json"},
                 "offeringOverrides": [{"instanceType": "large", "zone": "b", "capacityType": "*", "available": false}],
                 "options": {"preferencePolicy": "Respect", "minValuesPolicy": "Strict",
                             "spotToSpotConsolidation": false},
                 "now": "2026-01-15T12:00:00Z"}
                """.formatted(name));
        Files.writeString(folder.resolve("input.yaml"), objects);
        return folder;
    }
}
