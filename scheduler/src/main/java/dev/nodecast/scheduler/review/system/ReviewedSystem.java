package dev.nodecast.scheduler.review.system;

import dev.nodecast.scheduler.catalog.Catalogue;
import dev.nodecast.scheduler.catalog.RegionalCatalogue;
import dev.nodecast.scheduler.manifest.Manifest;
import dev.nodecast.scheduler.manifest.Manifests;
import dev.nodecast.scheduler.model.DaemonSet;
import dev.nodecast.scheduler.model.Deployment;
import dev.nodecast.scheduler.model.Ec2NodeClass;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.model.autoscaling.ObjectReference;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject;
import dev.nodecast.scheduler.review.source.Dashboard;
import dev.nodecast.scheduler.review.source.HclBlock;
import dev.nodecast.scheduler.review.source.HelmInstall;
import dev.nodecast.scheduler.review.source.HelmReader;
import dev.nodecast.scheduler.review.source.PromqlSelector;
import dev.nodecast.scheduler.review.source.ReviewSources;
import dev.nodecast.scheduler.review.source.ShellCommand;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Everything that was given, taken as one system. */
public final class ReviewedSystem {

    private static final Pattern MINOR = Pattern.compile("1\\.([0-9]{1,3})(\\..*)?");

    private final ReviewSources sources;
    private final Manifests manifests;
    private final ReviewContext context;
    private final Terraform terraform;
    private final List<HelmInstall> charts;
    private final List<Workload> workloads;
    private final List<Pool> pools;
    private final List<HclBlock> nodeRoles;
    private final List<PromqlSelector> queries;
    private final Optional<String> region;

    /** Puts together what was read. */
    public ReviewedSystem(ReviewSources sources, Manifests manifests, ReviewContext context) {
        this.sources = sources;
        this.manifests = manifests;
        this.context = context;
        this.terraform = new Terraform(sources.terraform());
        this.charts = HelmReader.read(sources.commands(), sources.terraform());
        this.region = context.region().or(() -> RegionOf.files(manifests, terraform));
        this.workloads = manifests.of(Deployment.class).stream()
                .map(d ->
                        new Workload(d.header(), d.value().replicas(), d.value().template(), d.tree()))
                .toList();
        PoolTypes types = new PoolTypes(regionalFacts());
        this.pools = manifests.of(NodePool.class).stream()
                .map(pool -> types.pool(pool, nodeClass(pool.value())))
                .toList();
        this.nodeRoles = NodeRoles.of(terraform, manifests.values(Ec2NodeClass.class));
        this.queries = allQueries();
    }

    private List<PromqlSelector> allQueries() {
        List<PromqlSelector> all = new ArrayList<>(sources.promql());
        sources.documents().forEach(document -> all.addAll(Dashboard.queries(document)));
        manifests.all().stream()
                .filter(m -> m.header().kind().equals("PrometheusRule"))
                .forEach(m -> all.addAll(Dashboard.queries(m.tree())));
        return List.copyOf(all);
    }

    /** What was read, by kind of input. */
    public ReviewSources sources() {
        return sources;
    }

    /** The Kubernetes objects. */
    public Manifests manifests() {
        return manifests;
    }

    /** The Terraform code. */
    public Terraform terraform() {
        return terraform;
    }

    /** The charts that commands or Terraform install. */
    public List<HelmInstall> charts() {
        return charts;
    }

    /** The charts with a name. */
    public List<HelmInstall> charts(String name) {
        return charts.stream().filter(c -> c.chart().equals(name)).toList();
    }

    /** The Deployments. */
    public List<Workload> workloads() {
        return workloads;
    }

    /** The NodePools. */
    public List<Pool> pools() {
        return pools;
    }

    /** The metrics that queries, dashboards and alert rules read. */
    public List<PromqlSelector> queries() {
        return queries;
    }

    /** The roles of nodes that Karpenter launches, as far as they are Terraform resources. */
    public List<HclBlock> nodeRoles() {
        return nodeRoles;
    }

    /** The pools that can take the pods of a workload. */
    public List<Pool> poolsFor(Workload workload) {
        return pools.stream().filter(pool -> pool.serves(workload)).toList();
    }

    /** The EC2NodeClass of a pool. */
    public Optional<Ec2NodeClass> nodeClass(NodePool pool) {
        return manifests.named(
                Ec2NodeClass.class, pool.template().nodeClassRef().name());
    }

    /** The workload that an autoscaler of some namespace scales. */
    public Optional<Workload> target(String namespace, ObjectReference reference) {
        return workloads.stream()
                .filter(w -> w.header().kind().equals(reference.kind()))
                .filter(w -> w.header().name().equals(reference.name()))
                .filter(w -> w.header().namespace().equals(namespace))
                .findFirst();
    }

    /** The HPAs of a workload. */
    public List<Manifest<HorizontalPodAutoscaler>> hpasOf(Workload workload) {
        return manifests.of(HorizontalPodAutoscaler.class).stream()
                .filter(h -> target(h.header().namespace(), h.value().scaleTargetRef())
                        .filter(workload::equals)
                        .isPresent())
                .toList();
    }

    /** The ScaledObjects of a workload. */
    public List<Manifest<ScaledObject>> scaledObjectsOf(Workload workload) {
        return manifests.of(ScaledObject.class).stream()
                .filter(s -> target(s.header().namespace(), s.value().scaleTargetRef())
                        .filter(workload::equals)
                        .isPresent())
                .toList();
    }

    /** Whether a command of the texts contains this text. */
    public boolean commandsMention(String text) {
        return sources.commands().stream().map(ShellCommand::text).anyMatch(c -> c.contains(text));
    }

    /** Whether something of this name is installed: by chart, Terraform, command or as a DaemonSet or Deployment. */
    public boolean installs(String name) {
        return charts.stream()
                        .anyMatch(c -> c.chart().contains(name) || c.release().contains(name))
                || terraform.mentions(name)
                || commandsMention(name)
                || manifests.values(DaemonSet.class).stream()
                        .anyMatch(d -> d.meta().name().contains(name)
                                || d.template().spec().containers().stream()
                                        .anyMatch(c -> c.image().contains(name)))
                || workloads.stream()
                        .anyMatch(w -> w.header().name().contains(name)
                                || w.pod().containers().stream()
                                        .anyMatch(c -> c.image().contains(name)));
    }

    /** The day as of which support periods are judged. */
    public LocalDate today() {
        return context.today();
    }

    /** Instance types, prices, EKS releases. */
    public Catalogue catalogue() {
        return context.catalogue();
    }

    /** The region, where it is known. */
    public Optional<String> region() {
        return region;
    }

    /** Facts and prices of the region, where it is known and in the catalogue. */
    public Optional<RegionalCatalogue> regional() {
        return region.filter(r -> catalogue().regions().contains(r)).map(catalogue()::region);
    }

    /** The region's facts, or those of the region that has most types. */
    public RegionalCatalogue regionalFacts() {
        return regional().orElseGet(() -> catalogue().region("us-east-1"));
    }

    /** The cluster's Kubernetes version, such as {@code 1.31}. */
    public Optional<String> kubernetesVersion() {
        return context.kubernetesVersion()
                .or(() -> terraform.clusters().stream()
                        .map(Terraform::version)
                        .flatMap(Optional::stream)
                        .map(a -> terraform.resolve(a.value()))
                        .filter(v -> MINOR.matcher(v).matches())
                        .findFirst());
    }

    /** The minor part of the Kubernetes version, such as 31. */
    public OptionalInt kubernetesMinor() {
        Matcher matcher = MINOR.matcher(kubernetesVersion().orElse(""));
        return matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }
}
