package dev.nodecast.scenarios.resolve;

import dev.nodecast.scenarios.file.ClusterAutoscalerFile;
import dev.nodecast.scenarios.file.ClusterFacts;
import dev.nodecast.scenarios.file.Fleet;
import dev.nodecast.scenarios.file.ScenarioFile;
import dev.nodecast.scheduler.autoscaling.keda.ScaledObjectScaler;
import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.Severity;
import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.manifest.Manifest;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.model.Deployment;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject;
import dev.nodecast.scheduler.review.autoscaling.ScaleTargets;
import java.util.List;
import java.util.Optional;

/** What scenario, manifests and catalogue must be to each other before a world can be made of them. */
final class WorldChecks {

    private static final String NO_TYPE = "NC0607";
    private static final String NO_DEPLOYMENT = "NC0608";
    private static final String NOT_ADMITTED = "NC0609";
    private static final String WRONG_FLEET = "NC0610";
    private static final String NO_GPU = "NC0611";
    private static final String WRONG_GROUP = "NC0613";

    private final Scenario scenario;
    private final Diagnostics diagnostics;

    private WorldChecks(Scenario scenario, Diagnostics diagnostics) {
        this.scenario = scenario;
        this.diagnostics = diagnostics;
    }

    static void check(Scenario scenario, Diagnostics diagnostics) {
        WorldChecks checks = new WorldChecks(scenario, diagnostics);
        scenario.manifests().of(NodePool.class).forEach(checks::nodePool);
        scenario.file().workload().workers().forEach(w -> checks.deployment("workload.workers", w.deployment()));
        scenario.file().workload().replicas().forEach(r -> checks.deployment("workload.replicas", r.deployment()));
        scenario.manifests().of(HorizontalPodAutoscaler.class).forEach(checks::autoscaler);
        checks.scaleTargets();
        scenario.manifests().of(ScaledObject.class).forEach(checks::scaledObject);
        scenario.file().fleets().forEach(checks::fleet);
        checks.nodeGroups();
        checks.cluster();
    }

    private void nodePool(Manifest<NodePool> pool) {
        List<InstanceType> types = new NodeClasses(scenario).instanceTypes(pool.value());
        if (types.isEmpty()) {
            diagnostics.add(Diagnostic.of(
                            goesOn() ? Severity.WARNING : Severity.ERROR,
                            NO_TYPE,
                            pool.markAt("spec", "template", "spec", "requirements"),
                            "the requirements of NodePool `" + pool.value().name() + "` match no instance type")
                    .field("spec.template.spec.requirements")
                    .found("none of the " + scenario.prices().types().size() + " types known in "
                            + scenario.file().region())
                    .expected("at least one type, zone and capacity type that the region sells")
                    .help(
                            "look for misspelt instance types, zones of another region, or an architecture that the types do"
                                    + " not have; prices of further types can be given under `prices`"));
        }
    }

    private void deployment(String key, String named) {
        List<String> known = scenario.manifests().values(Deployment.class).stream()
                .map(deployment -> deployment.meta().key().toString())
                .toList();
        if (!known.contains(named)) {
            diagnostics.add(Diagnostic.error(NO_DEPLOYMENT, scenarioMark(), "there is no Deployment `" + named + "`")
                    .field(key + ".deployment")
                    .found("`" + named + "`")
                    .expected(
                            known.isEmpty()
                                    ? "a Deployment in `manifests`, which has none"
                                    : "one of " + String.join(", ", known)));
        }
    }

    private void autoscaler(Manifest<HorizontalPodAutoscaler> hpa) {
        if (!Admission.accepts(hpa.value(), scenario.file().cluster().kubernetesVersion())) {
            diagnostics.add(Diagnostic.warning(
                            NOT_ADMITTED,
                            hpa.markAt("spec", "minReplicas"),
                            "the API server of Kubernetes "
                                    + scenario.file().cluster().kubernetesVersion()
                                    + " refuses HorizontalPodAutoscaler `"
                                    + hpa.value().meta().key() + "`")
                    .field("spec.minReplicas")
                    .found("0")
                    .expected("1 or more before Kubernetes 1.37")
                    .help("use a KEDA ScaledObject to scale to zero")
                    .consequence(
                            "nothing scales `" + hpa.value().scaleTargetRef().name() + "`"));
        }
    }

    private void scaleTargets() {
        for (Diagnostic problem : ScaleTargets.check(scenario.manifests())) {
            diagnostics.add(goesOn() ? problem.severity(Severity.WARNING) : problem);
        }
    }

    /** What KEDA would refuse, or what cannot be simulated. */
    private void scaledObject(Manifest<ScaledObject> scaled) {
        try {
            new ScaledObjectScaler(scaled.value());
        } catch (IllegalArgumentException refused) {
            diagnostics.add(Diagnostic.error(
                            ManifestRule.UNSUPPORTED.id(),
                            scaled.markAt("spec", "triggers"),
                            "the ScaledObject cannot be simulated")
                    .found(String.valueOf(refused.getMessage()))
                    .help("change what is named, or leave it out"));
        }
    }

    private boolean goesOn() {
        return scenario.file().manifestErrors() == ScenarioFile.ManifestErrors.WARN;
    }

    private void fleet(Fleet fleet) {
        Optional<InstanceType> type = new FleetMapping(scenario).type(fleet);
        if (type.isEmpty()) {
            diagnostics.add(
                    Diagnostic.error(WRONG_FLEET, scenarioMark(), "fleet `" + fleet.name() + "` cannot be bought")
                            .field("fleets.instanceType")
                            .found("`" + fleet.instanceType() + "`")
                            .expected("an instance type with a price in "
                                    + scenario.file().region())
                            .help(scenario.prices()
                                    .catalogue()
                                    .missing(fleet.instanceType())
                                    .orElse("check its zones")));
        } else if (FleetMapping.offering(fleet, type.get()).isEmpty()) {
            diagnostics.add(Diagnostic.error(
                            WRONG_FLEET, scenarioMark(), "fleet `" + fleet.name() + "` cannot be bought")
                    .field("fleets.zone")
                    .found(fleet.capacity() + " in " + fleet.zone().orElse("any zone"))
                    .expected("one of the offerings "
                            + type.get().offerings().stream()
                                    .map(offering -> offering.zone() + " " + offering.capacityType())
                                    .toList()));
        }
        for (String taint : fleet.taints()) {
            if (FleetMapping.taint(taint).isEmpty()) {
                diagnostics.add(Diagnostic.error(WRONG_FLEET, scenarioMark(), "a taint cannot be read")
                        .field("fleets.taints")
                        .found("`" + taint + "`")
                        .expected("`key=value:NoSchedule`, `key:PreferNoSchedule` or `key:NoExecute`"));
            }
        }
    }

    private void nodeGroups() {
        ClusterAutoscalerFile autoscaler = scenario.file().clusterAutoscaler();
        boolean baseline = autoscaler.enabled();
        if (baseline && autoscaler.groups().isEmpty()) {
            diagnostics.add(wrongGroup("Cluster Autoscaler has no node group", "clusterAutoscaler.groups")
                    .found("no groups")
                    .expected("at least one group with its instance types"));
        }
        for (ClusterAutoscalerFile.Group group :
                baseline ? autoscaler.groups() : List.<ClusterAutoscalerFile.Group>of()) {
            nodeGroup(group);
        }
    }

    private void nodeGroup(ClusterAutoscalerFile.Group group) {
        Optional<NodePool> pool = scenario.manifests().named(NodePool.class, group.nodePool());
        String place = "clusterAutoscaler.groups." + group.name();
        if (pool.isEmpty()) {
            diagnostics.add(wrongGroup("group `" + group.name() + "` has no NodePool", place + ".nodePool")
                    .found("`" + group.nodePool() + "`")
                    .expected("one of "
                            + scenario.manifests().values(NodePool.class).stream()
                                    .map(NodePool::name)
                                    .toList()));
            return;
        }
        if (group.max() < group.min()) {
            diagnostics.add(wrongGroup("group `" + group.name() + "` can have no size", place)
                    .found("min " + group.min() + ", max " + group.max())
                    .expected("a maximum of at least the minimum"));
        }
        List<String> sold = new NodeClasses(scenario)
                .instanceTypes(pool.get()).stream().map(InstanceType::name).toList();
        for (String type : group.instanceTypes()) {
            if (!sold.contains(type)) {
                diagnostics.add(
                        wrongGroup("group `" + group.name() + "` cannot buy `" + type + "`", place + ".instanceTypes")
                                .found("`" + type + "`")
                                .expected("an instance type that the NodePool's requirements and the region allow"));
            }
        }
        if (group.instanceTypes().isEmpty()) {
            diagnostics.add(wrongGroup("group `" + group.name() + "` can buy nothing", place + ".instanceTypes")
                    .found("an empty list")
                    .expected("at least one instance type"));
        }
    }

    private Diagnostic wrongGroup(String message, String field) {
        return Diagnostic.error(WRONG_GROUP, scenarioMark(), message).field(field);
    }

    private void cluster() {
        ClusterFacts facts = scenario.file().cluster();
        if (!facts.devicePlugin()) {
            diagnostics.add(Diagnostic.warning(NO_GPU, scenarioMark(), "no NVIDIA device plugin is installed")
                    .field("cluster.devicePlugin")
                    .consequence("no node ever offers a GPU"));
        }
        if (!facts.nodesCanJoin()) {
            diagnostics.add(
                    Diagnostic.warning(NO_GPU, scenarioMark(), "instances of NodePools may not join the cluster")
                            .field("cluster.nodesCanJoin")
                            .consequence("every instance is paid for until the autoscaler gives it up"));
        }
    }

    private SourceMark scenarioMark() {
        return SourceText.named("scenario " + scenario.file().name()).whole();
    }
}
