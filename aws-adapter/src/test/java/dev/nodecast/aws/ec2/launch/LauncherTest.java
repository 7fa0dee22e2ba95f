package dev.nodecast.aws.ec2.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.ec2.Aws;
import dev.nodecast.aws.ec2.AwsClients;
import dev.nodecast.aws.ec2.Tags;
import dev.nodecast.aws.ec2.catalog.InstanceTypeLists;
import dev.nodecast.aws.ec2.catalog.Market;
import dev.nodecast.aws.ec2.nodeclass.NodeClassResolver;
import dev.nodecast.aws.ec2.nodeclass.ResolvedNodeClass;
import dev.nodecast.aws.testbed.CalmAccount;
import dev.nodecast.aws.testbed.SimulatedAws;
import dev.nodecast.aws.testbed.http.Faults;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.CloudProvider.LaunchRequest;
import dev.nodecast.scheduler.port.CloudProvider.Override;
import dev.nodecast.scheduler.port.Observation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Launches in the simulated account: what is asked of EC2, and what comes of it. */
class LauncherTest {

    private static final Taint GPU = new Taint("nvidia.com/gpu", "present", Taint.Effect.NO_SCHEDULE);

    private final SimulatedAws account = CalmAccount.open();
    private final AwsClients aws = Aws.of(account);
    private final Instances instances = new Instances(aws.reading(), aws.launching(), CalmAccount.CLUSTER);
    private final LaunchTemplates templates =
            new LaunchTemplates(aws.launching(), CalmAccount.CLUSTER, InstantSource.system());
    private final Launcher launcher =
            new Launcher(aws.launching(), Aws.cluster(), new Launcher.Tools(templates, new SubnetChoice(), instances));
    private ResolvedNodeClass nodeClass;
    private List<InstanceType> types;

    @BeforeEach
    void lookUp() {
        nodeClass = new NodeClassResolver(aws, Aws.cluster(), InstantSource.system(), false)
                .resolve(Aws.nodeClass(Map.of("tags", Map.of("team", "ml"))), null);
        Market market = new Market(aws, InstantSource.system());
        assertThat(market.refresh()).isEmpty();
        types = new InstanceTypeLists(CalmAccount.REGION, market).of(nodeClass);
    }

    @AfterEach
    void close() {
        aws.close();
        account.close();
    }

    @Test
    void anInstanceIsBoughtAndDescribed() {
        Observation.Launched launched = launched(launcher.launch(order("gpu-1", WellKnown.SPOT, "g4dn.xlarge"), false));

        assertThat(launched.nodeClaim()).isEqualTo("gpu-1");
        assertThat(launched.providerId()).matches("aws:///ap-northeast-2[a-d]/i-[0-9a-f]+");
        assertThat(launched.offer().instanceType()).isEqualTo("g4dn.xlarge");
        assertThat(launched.offer().capacityType()).isEqualTo(WellKnown.SPOT);
        assertThat(launched.offer().priceMicroUsdPerHour()).isPositive();
        assertThat(launched.insufficientCapacity()).isEmpty();
        assertThat(launched.capacity().get(Resources.NVIDIA_GPU)).isEqualTo(1);
        assertThat(launched.labels().byKey())
                .containsEntry(WellKnown.INSTANCE_TYPE, "g4dn.xlarge")
                .containsEntry(WellKnown.ZONE, launched.offer().zone())
                .containsEntry(WellKnown.CAPACITY_TYPE, WellKnown.SPOT)
                .containsEntry("karpenter.k8s.aws/instance-family", "g4dn")
                .containsEntry("karpenter.k8s.aws/instance-gpu-name", "t4")
                .containsKey("topology.k8s.aws/zone-id");
    }

    @Test
    void theInstanceBearsTheTagsThatKarpentersWouldAndTheClaimsName() {
        launcher.launch(order("gpu-1", WellKnown.SPOT, "g4dn.xlarge"), false);

        assertThat(instances.list()).singleElement().satisfies(instance -> {
            assertThat(instance.capacityType()).isEqualTo(WellKnown.SPOT);
            assertThat(instance.tags())
                    .containsEntry(Tags.NODE_CLAIM, "gpu-1")
                    .containsEntry(Tags.NODE_POOL, "gpu")
                    .containsEntry(Tags.NODE_CLASS, "gpu")
                    .containsEntry(Tags.CLUSTER, CalmAccount.CLUSTER)
                    .containsEntry("kubernetes.io/cluster/" + CalmAccount.CLUSTER, "owned")
                    .containsEntry("team", "ml");
        });
    }

    @Test
    void aLaunchThatIsAskedForAgainFindsItsInstanceAlsoWithOtherOverrides() {
        String first = launched(launcher.launch(order("gpu-1", WellKnown.SPOT, "g4dn.xlarge"), false))
                .providerId();

        Observation.Launched again = launched(launcher.launch(order("gpu-1", WellKnown.SPOT, "g5.xlarge"), true));

        assertThat(again.providerId()).isEqualTo(first);
        assertThat(again.offer().instanceType()).isEqualTo("g4dn.xlarge");
        assertThat(instances.list()).hasSize(1);
    }

    @Test
    void anotherRunThatDoesNotKnowOfTheLaunchMakesNoSecondInstanceEither() {
        String first = launched(launcher.launch(order("gpu-1", WellKnown.SPOT, "g4dn.xlarge"), false))
                .providerId();

        // the same token with other parameters, as EC2 refuses it
        Observation.Launched again = launched(launcher.launch(order("gpu-1", WellKnown.SPOT, "g5.xlarge"), false));

        assertThat(again.providerId()).isEqualTo(first);
        assertThat(instances.list()).hasSize(1);
    }

    @Test
    void lostAnswersMakeNoSecondInstance() {
        account.faults(new Faults.Rates(0, 0.1, 0, 0.3, 0.2, 0));
        List<Observation> answers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            LaunchOrder order = order("gpu-" + i, WellKnown.SPOT, "g4dn.xlarge", "g5.xlarge");
            Launcher.Outcome outcome = launcher.launch(order, false);
            for (int tries = 0; tries < 10 && outcome.answer() instanceof Observation.LaunchFailed; tries++) {
                outcome = launcher.launch(order, true);
            }
            answers.add(outcome.answer());
        }
        account.faults(Faults.Rates.NONE);

        assertThat(answers).allMatch(answer -> answer instanceof Observation.Launched);
        assertThat(instances.list()).hasSize(10);
        assertThat(instances.list())
                .extracting(instance -> instance.tags().get(Tags.NODE_CLAIM))
                .doesNotHaveDuplicates();
    }

    @Test
    void anOfferingWithoutCapacityIsToldBesideTheInstance() {
        String full = nodeClass.zones().getFirst();
        limit("g4dn.xlarge", full, false);

        Observation.Launched launched =
                launched(launcher.launch(order("gpu-1", WellKnown.ON_DEMAND, "g4dn.xlarge"), false));

        assertThat(launched.offer().zone()).isNotEqualTo(full);
        assertThat(launched.insufficientCapacity()).singleElement().satisfies(offer -> {
            assertThat(offer.instanceType()).isEqualTo("g4dn.xlarge");
            assertThat(offer.zone()).isEqualTo(full);
            assertThat(offer.capacityType()).isEqualTo(WellKnown.ON_DEMAND);
        });
    }

    @Test
    void whereNoOfferingHasCapacityEachIsTold() {
        nodeClass.zones().forEach(zone -> limit("g4dn.xlarge", zone, true));
        LaunchOrder order = order("gpu-1", WellKnown.SPOT, "g4dn.xlarge");

        Observation answer = launcher.launch(order, false).answer();

        assertThat(answer).isInstanceOfSatisfying(Observation.LaunchFailed.class, failed -> {
            assertThat(failed.reason()).contains("InsufficientInstanceCapacity");
            assertThat(failed.insufficientCapacity())
                    .hasSameSizeAs(order.request().overrides());
        });
    }

    @Test
    void aTemplateSaysWhatTheNodeClassAndTheClaimSay() {
        launcher.launch(order("gpu-1", WellKnown.SPOT, "g4dn.xlarge"), false);

        String name = aws.reading()
                .describeLaunchTemplates()
                .launchTemplates()
                .getFirst()
                .launchTemplateName();
        assertThat(name).startsWith("karpenter.k8s.aws/");
        LaunchTemplate template = TemplateData.of(
                nodeClass,
                new TemplateData.Kind(
                        "ami-1",
                        nodeClass.nodeClass().setup(Aws.cluster().get(), new TreeMap<>(), List.of(GPU)),
                        WellKnown.SPOT,
                        null),
                Tags.ofCluster("c", "gpu"));
        assertThat(template.data().imageId()).isEqualTo("ami-1");
        assertThat(template.data().iamInstanceProfile().name()).isEqualTo("nodes");
        assertThat(template.data().metadataOptions().httpTokensAsString()).isEqualTo("required");
        assertThat(template.data().metadataOptions().instanceMetadataTagsAsString())
                .isEqualTo("disabled");
        assertThat(template.data().networkInterfaces().getFirst().groups())
                .containsExactly(nodeClass.securityGroups().getFirst().id());
        assertThat(template.data().blockDeviceMappings()).singleElement().satisfies(volume -> {
            assertThat(volume.deviceName()).isEqualTo("/dev/xvda");
            assertThat(volume.ebs().volumeSize()).isEqualTo(20);
            assertThat(volume.ebs().encrypted()).isTrue();
        });
        assertThat(template.data().capacityReservationSpecification().capacityReservationPreferenceAsString())
                .isEqualTo("none");
        assertThat(template.data().tagSpecifications())
                .extracting(tagged -> tagged.resourceTypeAsString())
                .containsExactly("network-interface", "spot-instances-request");
        assertThat(new String(Base64.getDecoder().decode(template.data().userData()), StandardCharsets.UTF_8))
                .contains("key: nvidia.com/gpu");
    }

    @Test
    void claimsThatAreAlikeShareATemplateAndItIsDeletedWhenUnused() {
        launcher.launch(order("gpu-1", WellKnown.SPOT, "g4dn.xlarge"), false);
        launcher.launch(order("gpu-2", WellKnown.SPOT, "g4dn.xlarge"), false);

        long calls = account.calls().entrySet().stream()
                .filter(call -> call.getKey().endsWith("CreateLaunchTemplate"))
                .mapToLong(Map.Entry::getValue)
                .sum();
        assertThat(calls).isEqualTo(2); // one is the dry run
        templates.sweep();
        assertThat(aws.reading().describeLaunchTemplates().launchTemplates()).hasSize(1);
        LaunchTemplates later =
                new LaunchTemplates(aws.launching(), CalmAccount.CLUSTER, InstantSource.fixed(Instant.EPOCH));
        later.adopt();
        later.sweep();
        templates.deleteOf("gpu");
        assertThat(aws.reading().describeLaunchTemplates().launchTemplates()).isEmpty();
    }

    @Test
    void aTemplateThatSomebodyHasDeletedIsMadeAnew() {
        launcher.launch(order("gpu-1", WellKnown.SPOT, "g4dn.xlarge"), false);
        String name = aws.reading()
                .describeLaunchTemplates()
                .launchTemplates()
                .getFirst()
                .launchTemplateName();
        aws.launching().deleteLaunchTemplate(r -> r.launchTemplateName(name));

        assertThat(launcher.launch(order("gpu-2", WellKnown.SPOT, "g4dn.xlarge"), false)
                        .answer())
                .isInstanceOf(Observation.Launched.class);
    }

    @Test
    void anInstanceEndsAndItsEndIsToldOnce() throws InterruptedException {
        String id = launched(launcher.launch(order("gpu-1", WellKnown.SPOT, "g4dn.xlarge"), false))
                .providerId();
        List<Observation> told = Collections.synchronizedList(new ArrayList<>());
        Terminations terminations = new Terminations(instances, told::add, Runnable::run);

        terminations.begin(id);
        terminations.begin(id);
        for (int i = 0; i < 100 && told.isEmpty(); i++) {
            Thread.sleep(50);
            terminations.look();
        }
        terminations.look();

        assertThat(told).containsExactly(new Observation.InstanceGone(id));
        assertThat(instances.list()).isEmpty();
    }

    @Test
    void anInstanceThatIsUnknownHasEnded() throws InterruptedException {
        List<Observation> told = Collections.synchronizedList(new ArrayList<>());
        Terminations terminations = new Terminations(instances, told::add, Runnable::run);

        terminations.begin("aws:///ap-northeast-2a/i-00000000000000000");
        for (int i = 0; i < 100 && told.isEmpty(); i++) {
            Thread.sleep(50);
            terminations.look();
        }

        assertThat(told).containsExactly(new Observation.InstanceGone("aws:///ap-northeast-2a/i-00000000000000000"));
    }

    private void limit(String type, String zone, boolean spot) {
        account.account().call(() -> {
            account.account().limit(type, zone, spot, 0);
            return true;
        });
    }

    private LaunchOrder order(String claim, String capacityType, String... names) {
        List<Override> overrides = Stream.of(names)
                .flatMap(name -> types.stream().filter(type -> type.name().equals(name)))
                .flatMap(type -> type.offerings().stream()
                        .filter(offering -> offering.capacityType().equals(capacityType))
                        .map(offering -> new Override(type.name(), offering.zone(), offering.priceMicroUsdPerHour())))
                .toList();
        ObjectMeta meta =
                new ObjectMeta("", claim, claim, Labels.of(WellKnown.NODE_POOL, "gpu"), Labels.NONE, null, 7, null);
        NodeClaim nodeClaim = new NodeClaim(
                meta,
                List.of(),
                List.of(GPU),
                List.of(),
                Resources.NONE,
                new NodeClaim.NodeClassRef("karpenter.k8s.aws", "EC2NodeClass", "gpu"),
                null,
                null,
                NodeClaim.Status.NEW);
        return new LaunchOrder(new LaunchRequest(claim, "gpu", capacityType, overrides), nodeClaim, nodeClass, types);
    }

    private static Observation.Launched launched(Launcher.Outcome outcome) {
        assertThat(outcome.answer()).isInstanceOf(Observation.Launched.class);
        return (Observation.Launched) outcome.answer();
    }
}
