package dev.nodecast.scheduler.decide;

import dev.nodecast.scheduler.catalog.list.InstanceTypeList;
import dev.nodecast.scheduler.catalog.list.InstanceTypeListReader;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.manifest.ManifestReader;
import dev.nodecast.scheduler.manifest.Manifests;
import java.time.Instant;
import java.util.Optional;

/** What decisions are made on in tests: objects as text, and a list of a few types. */
final class SmallInput {

    static final String POOL = """
            apiVersion: karpenter.sh/v1
            kind: NodePool
            metadata: {name: default}
            spec:
              template:
                spec:
                  nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: default}
                  requirements: [{key: karpenter.sh/capacity-type, operator: In, values: [spot, on-demand]}]
            ---
            """;

    static final String TYPES = """
            instanceTypes:
            - name: cpu-4
              capacity: {cpu: 4, pods: 10}
              requirements: [{key: topology.kubernetes.io/zone, operator: In, values: [a]}]
              offerings:
              - {zone: a, capacityType: on-demand, price: 0.2}
              - {zone: a, capacityType: spot, price: 0.08}
            - name: cpu-8
              capacity: {cpu: 8, pods: 10}
              requirements: [{key: topology.kubernetes.io/zone, operator: In, values: [a]}]
              offerings:
              - {zone: a, capacityType: on-demand, price: 0.4}
              - {zone: a, capacityType: spot, price: 0.1, available: false}
            - name: gpu-8
              capacity: {cpu: 8, pods: 10, nvidia.com/gpu: 1}
              requirements: [{key: topology.kubernetes.io/zone, operator: In, values: [a, b]}]
              offerings:
              - {zone: a, capacityType: on-demand, price: 1}
              - {zone: b, capacityType: on-demand, price: 1.1}
            """;

    private SmallInput() {}

    static DecisionInput of(String objects) {
        return of(objects, TYPES);
    }

    static DecisionInput of(String objects, String types) {
        Diagnostics diagnostics = new Diagnostics();
        InstanceTypeList list = new InstanceTypeListReader(diagnostics).read(SourceText.of("t.yaml", types));
        diagnostics.throwIfErrors();
        return of(objects, Optional.of(list));
    }

    /** With the types of the bundled catalogue, in the region that the objects name. */
    static DecisionInput ofCatalogue(String objects) {
        return of(objects, Optional.empty());
    }

    private static DecisionInput of(String objects, Optional<InstanceTypeList> types) {
        Diagnostics diagnostics = new Diagnostics();
        Manifests manifests = ManifestReader.ofCluster(diagnostics).read(SourceText.of("o.yaml", objects));
        diagnostics.throwIfErrors();
        return ClusterInput.of(
                manifests, new ClusterInput.Settings(Instant.EPOCH, types, Optional.empty(), Policies.DEFAULT));
    }

    static String deployment(String name, int replicas, String limits) {
        return """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: %s}
            spec:
              replicas: %d
              selector: {matchLabels: {app: %s}}
              template:
                metadata: {labels: {app: %s}}
                spec: {containers: [{name: a, image: 'a:1', resources: {limits: {%s}}}]}
            ---
            """.formatted(name, replicas, name, name, limits);
    }
}
