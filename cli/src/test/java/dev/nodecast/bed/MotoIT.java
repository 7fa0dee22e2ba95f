package dev.nodecast.bed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.ec2.AwsClients;
import dev.nodecast.aws.ec2.ClusterSource;
import dev.nodecast.aws.ec2.catalog.InstanceTypeLists;
import dev.nodecast.aws.ec2.catalog.Market;
import dev.nodecast.aws.ec2.interruption.Counts;
import dev.nodecast.aws.ec2.interruption.InterruptionQueue;
import dev.nodecast.aws.ec2.launch.Instances;
import dev.nodecast.aws.ec2.launch.LaunchOrder;
import dev.nodecast.aws.ec2.launch.LaunchTemplates;
import dev.nodecast.aws.ec2.launch.Launcher;
import dev.nodecast.aws.ec2.launch.ProviderId;
import dev.nodecast.aws.ec2.launch.SubnetChoice;
import dev.nodecast.aws.ec2.launch.Terminations;
import dev.nodecast.aws.ec2.nodeclass.Condition;
import dev.nodecast.aws.ec2.nodeclass.NodeClass;
import dev.nodecast.aws.ec2.nodeclass.NodeClassResolver;
import dev.nodecast.aws.ec2.nodeclass.ResolvedNodeClass;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.CloudProvider.LaunchRequest;
import dev.nodecast.scheduler.port.CloudProvider.Override;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.scheduler.port.Observation.Interruption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * Our calls against an AWS that is not ours: whether they are well-formed, and whether what comes back is understood. moto
 * has no insufficient capacity, no price list and no idempotency; those are tested on the simulated account.
 */
@org.junit.jupiter.api.Tag("bed")
class MotoIT {

    private static final String CLUSTER = "blue";
    private static final String REGION = "ap-northeast-2";

    private static Moto moto;
    private static AwsClients aws;
    private static ClusterSource cluster;

    private final List<Observation> told = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void anAccountWithACluster() throws Exception {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        moto = Moto.start();
        aws = AwsClients.of(REGION, moto.uri());
        aws.eks()
                .createCluster(r -> r.name(CLUSTER)
                        .version("1.35")
                        .roleArn("arn:aws:iam::123456789012:role/cluster")
                        .kubernetesNetworkConfig(n -> n.serviceIpv4Cidr("10.100.0.0/16"))
                        .resourcesVpcConfig(v -> v.subnetIds("subnet-1")));
        aws.iam().createRole(r -> r.roleName("nodes").assumeRolePolicyDocument("{}"));
        List<String> found = Stream.concat(
                        aws.reading().describeSubnets().subnets().stream().map(subnet -> subnet.subnetId()),
                        aws.reading().describeSecurityGroups().securityGroups().stream()
                                .map(group -> group.groupId()))
                .toList();
        Tag discovery =
                Tag.builder().key("karpenter.sh/discovery").value(CLUSTER).build();
        aws.launching().createTags(r -> r.resources(found).tags(discovery));
        cluster = new ClusterSource(aws.eks(), CLUSTER, REGION);
    }

    @AfterAll
    static void close() {
        aws.close();
        moto.close();
    }

    @Test
    void aNodeClassIsResolvedLaunchedAndEnded() throws InterruptedException {
        ResolvedNodeClass nodeClass =
                new NodeClassResolver(aws, cluster, InstantSource.system(), false).resolve(nodeClass(), null);
        assertThat(nodeClass.conditions()).allMatch(Condition::isMet);
        assertThat(nodeClass.amis()).hasSize(5);
        assertThat(aws.iam()
                        .getInstanceProfile(r -> r.instanceProfileName(nodeClass.instanceProfile()))
                        .instanceProfile()
                        .roles())
                .hasSize(1);

        Market market = new Market(aws, InstantSource.system());
        assertThat(market.refresh())
                .as("moto has no price list")
                .singleElement()
                .asString()
                .startsWith("pricing:");
        List<InstanceType> types = new InstanceTypeLists(REGION, market).of(nodeClass);
        assertThat(types).hasSizeGreaterThan(500);

        Instances instances = new Instances(aws.reading(), aws.launching(), CLUSTER);
        LaunchTemplates templates = new LaunchTemplates(aws.launching(), CLUSTER, InstantSource.system());
        Launcher launcher =
                new Launcher(aws.launching(), cluster, new Launcher.Tools(templates, new SubnetChoice(), instances));
        for (String capacityType : List.of(WellKnown.SPOT, WellKnown.ON_DEMAND)) {
            LaunchOrder order = order("gpu-" + capacityType, capacityType, nodeClass, types);
            Observation.Launched launched =
                    (Observation.Launched) launcher.launch(order, false).answer();
            assertThat(launched.offer().capacityType()).isEqualTo(capacityType);
            assertThat(launched.capacity().get(Resources.NVIDIA_GPU)).isEqualTo(1);
            assertThat(((Observation.Launched) launcher.launch(order, true).answer()).providerId())
                    .isEqualTo(launched.providerId());
        }
        assertThat(instances.list()).hasSize(2).allSatisfy(instance -> {
            assertThat(instance.tags())
                    .containsEntry("karpenter.sh/nodeclaim", "gpu-" + instance.capacityType())
                    .containsEntry("team", "ml");
            assertThat(instance.imageId()).startsWith("ami-");
        });

        Terminations terminations = new Terminations(instances, told::add, Runnable::run);
        instances.list().forEach(instance -> {
            instances.tag(instance.id(), new TreeMap<>(Map.of("Name", "node")));
            terminations.begin(instance.providerId());
        });
        eventually(terminations::look, 2);
        assertThat(told).hasSize(2).allMatch(o -> o instanceof Observation.InstanceGone);
        templates.deleteOf("gpu");
        assertThat(aws.reading().describeLaunchTemplates().launchTemplates()).isEmpty();
    }

    @Test
    void theQueueIsRead() throws InterruptedException {
        String url = aws.sqs().createQueue(r -> r.queueName(CLUSTER)).queueUrl();
        String id = "i-0123456789abcdef0";
        aws.sqs().sendMessage(r -> r.queueUrl(url).messageBody("""
                {"version": "0", "source": "aws.ec2", "detail-type": "EC2 Spot Instance Interruption Warning",
                 "time": "%s", "detail": {"instance-id": "%s", "instance-action": "terminate"}}
                """.formatted(Instant.now(), id)));
        InterruptionQueue queue = new InterruptionQueue(
                aws.sqs(),
                CLUSTER,
                seen -> Optional.of(ProviderId.of("ap-northeast-2a", seen)),
                new InterruptionQueue.Outlet(told::add, Counts.NONE, InstantSource.system(), _ -> true));

        Thread reader = Thread.ofVirtual().start(queue);
        eventually(() -> {}, 1);
        queue.close();
        reader.interrupt();

        assertThat(told)
                .containsExactly(
                        new Interruption(Interruption.Kind.SPOT_INTERRUPTION, ProviderId.of("ap-northeast-2a", id)));
        assertThat(queue.trouble()).isEmpty();
    }

    private void eventually(Runnable look, int observations) throws InterruptedException {
        for (int i = 0; i < 300 && told.size() < observations; i++) {
            Thread.sleep(100);
            look.run();
        }
    }

    private static LaunchOrder order(
            String claim, String capacityType, ResolvedNodeClass nodeClass, List<InstanceType> types) {
        List<Override> overrides = types.stream()
                .filter(type -> type.name().equals("g5.xlarge"))
                .flatMap(type -> type.offerings().stream()
                        .filter(offering -> offering.capacityType().equals(capacityType))
                        .map(offering -> new Override(type.name(), offering.zone(), offering.priceMicroUsdPerHour())))
                .toList();
        NodeClaim nodeClaim = new NodeClaim(
                ObjectMeta.named(claim).withLabels(Labels.of(WellKnown.NODE_POOL, "gpu")),
                List.of(),
                List.of(),
                List.of(),
                Resources.NONE,
                new NodeClaim.NodeClassRef("karpenter.k8s.aws", NodeClass.KIND, "gpu"),
                null,
                null,
                NodeClaim.Status.NEW);
        return new LaunchOrder(new LaunchRequest(claim, "gpu", capacityType, overrides), nodeClaim, nodeClass, types);
    }

    private static NodeClass nodeClass() {
        List<Map<String, Object>> discovery = List.of(Map.of("tags", Map.of("karpenter.sh/discovery", CLUSTER)));
        return NodeClass.of(
                Map.of(
                        "apiVersion",
                        NodeClass.API_VERSION,
                        "kind",
                        NodeClass.KIND,
                        "metadata",
                        Map.of("name", "gpu", "uid", "uid-1", "generation", 1),
                        "spec",
                        Map.of(
                                "role",
                                "nodes",
                                "amiSelectorTerms",
                                List.of(Map.of("alias", "al2023@latest")),
                                "subnetSelectorTerms",
                                discovery,
                                "securityGroupSelectorTerms",
                                discovery,
                                "tags",
                                Map.of("team", "ml"))),
                "");
    }
}
