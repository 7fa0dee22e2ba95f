package dev.nodecast.aws.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodecast.aws.testbed.http.Faults;
import dev.nodecast.aws.testbed.world.AccountSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateFleetError;
import software.amazon.awssdk.services.ec2.model.CreateFleetRequest;
import software.amazon.awssdk.services.ec2.model.CreateFleetResponse;
import software.amazon.awssdk.services.ec2.model.DefaultTargetCapacityType;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.FleetLaunchTemplateOverridesRequest;
import software.amazon.awssdk.services.ec2.model.FleetType;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycle;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.LocationType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SpotPrice;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.pricing.PricingClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.sts.StsClient;

/** The simulated account as AWS's own client sees it. */
@SuppressWarnings("unchecked") // the SDK takes arrays of generic types
class SimulatedAwsTest {

    private SimulatedAws aws = Accounts.calm();

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void instanceTypesHaveWhatTheCatalogueKnows() {
        InstanceTypeInfo g5 = ec2().describeInstanceTypes(r -> r.instanceTypesWithStrings("g5.xlarge"))
                .instanceTypes()
                .getFirst();

        assertThat(g5.vCpuInfo().defaultVCpus()).isEqualTo(4);
        assertThat(g5.memoryInfo().sizeInMiB()).isEqualTo(16_384);
        assertThat(g5.gpuInfo().gpus().getFirst().name()).isEqualTo("A10G");
        assertThat(g5.gpuInfo().gpus().getFirst().count()).isEqualTo(1);
        assertThat(g5.networkInfo().ipv4AddressesPerInterface()).isEqualTo(15);
        assertThat(g5.processorInfo().supportedArchitecturesAsStrings()).containsExactly("x86_64");
        assertThat(g5.supportedUsageClassesAsStrings()).contains("spot", "on-demand");
    }

    @Test
    void allInstanceTypesComeInPages() {
        List<String> names = ec2().describeInstanceTypesPaginator(r -> {}).instanceTypes().stream()
                .map(InstanceTypeInfo::instanceTypeAsString)
                .toList();

        assertThat(names).hasSizeGreaterThan(100).doesNotHaveDuplicates().contains("g4dn.xlarge");
    }

    @Test
    void offeringsAreByZone() {
        var offerings = ec2().describeInstanceTypeOfferings(r -> r.locationType(LocationType.AVAILABILITY_ZONE)
                .filters(f -> f.name("instance-type").values("g5.xlarge")));

        assertThat(offerings.instanceTypeOfferings())
                .isNotEmpty()
                .allMatch(o -> o.location().startsWith("ap-northeast-2"));
    }

    @Test
    void spotPricesAreTheMarkets() {
        List<SpotPrice> prices = ec2().describeSpotPriceHistory(r -> r.instanceTypesWithStrings("g5.xlarge")
                        .productDescriptions("Linux/UNIX")
                        .startTime(Instant.now()))
                .spotPriceHistory();

        assertThat(prices).isNotEmpty().allMatch(price -> Double.parseDouble(price.spotPrice()) > 0.1);
        assertThat(prices).extracting(SpotPrice::availabilityZone).doesNotHaveDuplicates();
    }

    @Test
    void subnetsAndGroupsAreFoundByTheClustersTag() {
        assertThat(subnets())
                .hasSizeGreaterThan(2)
                .allMatch(subnet -> subnet.availabilityZoneId().startsWith("apne2-az"));
        assertThat(ec2().describeSecurityGroups(r -> r.filters(
                                f -> f.name("tag:karpenter.sh/discovery").values(Accounts.CLUSTER)))
                        .securityGroups())
                .hasSize(1);
    }

    @Test
    void anAliasLeadsToAnImage() {
        String id = client(SsmClient.builder())
                .getParameter(r -> r.name(
                        "/aws/service/eks/optimized-ami/1.37/amazon-linux-2023/x86_64/nvidia/recommended/image_id"))
                .parameter()
                .value();

        assertThat(ec2().describeImages(r -> r.imageIds(id)).images().getFirst().name())
                .contains("nvidia-1.37");
        assertThatThrownBy(() -> client(SsmClient.builder()).getParameter(r -> r.name("/aws/service/none")))
                .isInstanceOf(ParameterNotFoundException.class);
    }

    @Test
    void aFleetStartsOneInstanceWithItsTagsAndItsTemplate() {
        template("lt");

        CreateFleetResponse fleet = fleet("spot", "token-1", "g5.xlarge", "g4dn.xlarge");

        assertThat(fleet.errors()).extracting(CreateFleetError::errorCode).containsOnly("UnfulfillableCapacity");
        assertThat(fleet.instances()).hasSize(1);
        assertThat(fleet.instances().getFirst().instanceTypeAsString()).isEqualTo("g4dn.xlarge");
        Instance instance = instance(fleet);
        assertThat(instance.instanceLifecycleAsString()).isEqualTo("spot");
        assertThat(instance.clientToken()).isEqualTo("token-1");
        assertThat(instance.tags())
                .anyMatch(tag -> tag.key().equals("karpenter.sh/nodeclaim")
                        && tag.value().equals("claim-1"));
        assertThat(instance.imageId()).isEqualTo("ami-1");
        assertThat(instance.iamInstanceProfile().arn()).endsWith("instance-profile/profile");
        assertThat(instance.securityGroups().getFirst().groupId()).isEqualTo("sg-1");
        eventually(() -> instance(fleet).state().name() == InstanceStateName.RUNNING);
    }

    @Test
    void theSameTokenStartsNothingMore() {
        template("lt");

        String first = fleet("spot", "token-1", "g5.xlarge")
                .instances()
                .getFirst()
                .instanceIds()
                .getFirst();
        String second = fleet("spot", "token-1", "g5.xlarge")
                .instances()
                .getFirst()
                .instanceIds()
                .getFirst();

        assertThat(second).isEqualTo(first);
        assertThat(ec2().describeInstances().reservations()).hasSize(1);
        assertThatThrownBy(() -> fleet("spot", "token-1", "g5.2xlarge"))
                .isInstanceOf(Ec2Exception.class)
                .extracting(e -> ((Ec2Exception) e).awsErrorDetails().errorCode())
                .isEqualTo("IdempotentParameterMismatch");
    }

    @Test
    void aZoneWithoutCapacityIsNamedAndAnotherServes() {
        template("lt");
        String full = subnets().getFirst().availabilityZone();
        aws.account().call(() -> {
            aws.account().limit("g4dn.xlarge", full, false, 0);
            return true;
        });

        CreateFleetResponse fleet = fleet("on-demand", "token-1", "g4dn.xlarge");

        assertThat(fleet.instances()).hasSize(1);
        assertThat(insufficient(fleet)).singleElement().satisfies(error -> {
            assertThat(error.launchTemplateAndOverrides().overrides().availabilityZone())
                    .isEqualTo(full);
            assertThat(error.launchTemplateAndOverrides().overrides().instanceTypeAsString())
                    .isEqualTo("g4dn.xlarge");
            assertThat(error.lifecycle()).isEqualTo(InstanceLifecycle.ON_DEMAND);
        });
    }

    @Test
    void noCapacityAnywhereIsAnErrorForEachPool() {
        template("lt");
        List<Subnet> subnets = subnets();
        aws.account().call(() -> {
            subnets.forEach(subnet -> aws.account().limit("g4dn.xlarge", subnet.availabilityZone(), true, 0));
            return true;
        });

        CreateFleetResponse fleet = fleet("spot", "token-1", "g4dn.xlarge");

        assertThat(fleet.instances()).isEmpty();
        assertThat(insufficient(fleet)).hasSizeGreaterThan(1);
    }

    @Test
    void whatTheAccountMayNotHaveIsRefused() {
        aws.close();
        aws = Accounts.with(Faults.Rates.NONE, new AccountSpec.Quotas(4, 4));
        template("lt");

        assertThat(fleet("spot", "token-1", "g4dn.xlarge").instances()).hasSize(1);
        assertThat(fleet("spot", "token-2", "g4dn.xlarge").errors())
                .extracting(CreateFleetError::errorCode)
                .contains("MaxSpotInstanceCountExceeded");
        assertThat(fleet("on-demand", "token-3", "g4dn.2xlarge").errors())
                .extracting(CreateFleetError::errorCode)
                .contains("VcpuLimitExceeded");
    }

    @Test
    void aDryRunChangesNothing() {
        template("lt");

        assertThatThrownBy(() -> ec2().createFleet(request("spot", "token-1", "g4dn.xlarge").toBuilder()
                        .dryRun(true)
                        .build()))
                .isInstanceOf(Ec2Exception.class)
                .extracting(e -> ((Ec2Exception) e).awsErrorDetails().errorCode())
                .isEqualTo("DryRunOperation");
        assertThat(ec2().describeInstances().reservations()).isEmpty();
    }

    @Test
    void launchTemplatesHaveTheErrorsOfEc2() {
        template("lt");

        assertThatThrownBy(() -> template("lt")).hasMessageContaining("already in use");
        assertThat(ec2().describeLaunchTemplates(
                                r -> r.filters(f -> f.name("tag:cluster").values("x")))
                        .launchTemplates())
                .hasSize(1);
        ec2().deleteLaunchTemplate(r -> r.launchTemplateName("lt"));
        assertThatThrownBy(() -> ec2().describeLaunchTemplates(r -> r.launchTemplateNames("lt")))
                .extracting(e -> ((Ec2Exception) e).awsErrorDetails().errorCode())
                .isEqualTo("InvalidLaunchTemplateName.NotFoundException");
    }

    @Test
    void tagsAreAddedAndInstancesEnd() {
        template("lt");
        CreateFleetResponse fleet = fleet("spot", "token-1", "g4dn.xlarge");
        String id = instance(fleet).instanceId();

        ec2().createTags(r -> r.resources(id).tags(t -> t.key("Name").value("node-1")));
        assertThat(instance(fleet).tags()).anyMatch(tag -> tag.value().equals("node-1"));

        assertThat(ec2().terminateInstances(r -> r.instanceIds(id))
                        .terminatingInstances()
                        .getFirst()
                        .currentState()
                        .nameAsString())
                .isEqualTo("shutting-down");
        eventually(() -> instance(fleet).state().name() == InstanceStateName.TERMINATED);
        assertThatThrownBy(() -> ec2().terminateInstances(r -> r.instanceIds("i-0")))
                .extracting(e -> ((Ec2Exception) e).awsErrorDetails().errorCode())
                .isEqualTo("InvalidInstanceID.NotFound");
    }

    @Test
    void anInterruptionIsToldOnTheQueueAndComesAgainUntilItIsDeleted() {
        template("lt");
        String id = instance(fleet("spot", "token-1", "g4dn.xlarge")).instanceId();
        SqsClient sqs = client(SqsClient.builder());
        String queue = sqs.getQueueUrl(r -> r.queueName(Accounts.CLUSTER)).queueUrl();

        aws.account().call(() -> {
            aws.account().interrupt(aws.account().machine(id).orElseThrow());
            return true;
        });

        Message warning = sqs
                .receiveMessage(r -> r.queueUrl(queue)
                        .maxNumberOfMessages(10)
                        .visibilityTimeout(0)
                        .waitTimeSeconds(1))
                .messages()
                .stream()
                .filter(message -> message.body().contains("EC2 Spot Instance Interruption Warning"))
                .findFirst()
                .orElseThrow();
        assertThat(warning.body()).contains("\"instance-id\":\"" + id + "\"", "\"source\":\"aws.ec2\"");
        assertThat(bodies(sqs, queue)).contains(warning.body());
        sqs.deleteMessage(r -> r.queueUrl(queue).receiptHandle(warning.receiptHandle()));
        assertThat(bodies(sqs, queue)).doesNotContain(warning.body());
        eventually(() -> ec2().describeInstances(r -> r.instanceIds(id))
                        .reservations()
                        .getFirst()
                        .instances()
                        .getFirst()
                        .state()
                        .name()
                == InstanceStateName.TERMINATED);
        assertThatThrownBy(() -> sqs.getQueueUrl(r -> r.queueName("another")))
                .isInstanceOf(QueueDoesNotExistException.class);
    }

    private static List<String> bodies(SqsClient sqs, String queue) {
        return sqs
                .receiveMessage(r -> r.queueUrl(queue).maxNumberOfMessages(10).visibilityTimeout(0))
                .messages()
                .stream()
                .map(Message::body)
                .toList();
    }

    @Test
    void profilesIdentityClusterAndPriceListAreThere() {
        IamClient iam = client(IamClient.builder());
        iam.createInstanceProfile(
                r -> r.instanceProfileName("p").tags(t -> t.key("a").value("b")));
        iam.addRoleToInstanceProfile(r -> r.instanceProfileName("p").roleName("node-role"));

        assertThat(iam.getInstanceProfile(r -> r.instanceProfileName("p"))
                        .instanceProfile()
                        .roles()
                        .getFirst()
                        .roleName())
                .isEqualTo("node-role");
        iam.removeRoleFromInstanceProfile(r -> r.instanceProfileName("p").roleName("node-role"));
        iam.deleteInstanceProfile(r -> r.instanceProfileName("p"));
        assertThatThrownBy(() -> iam.getInstanceProfile(r -> r.instanceProfileName("p")))
                .isInstanceOf(NoSuchEntityException.class);
        assertThat(client(StsClient.builder()).getCallerIdentity().account()).isEqualTo(AccountSpec.ACCOUNT);
        assertThat(client(EksClient.builder())
                        .describeCluster(r -> r.name(Accounts.CLUSTER))
                        .cluster()
                        .version())
                .isEqualTo("1.37");
        assertThat(client(PricingClient.builder())
                        .getProducts(r -> r.serviceCode("AmazonEC2")
                                .filters(f -> f.type("TERM_MATCH")
                                        .field("instanceType")
                                        .value("g5.xlarge")))
                        .priceList())
                .singleElement()
                .asString()
                .contains("\"USD\":\"1.237000\"");
    }

    @Test
    void aCallWhoseReplyWasLostIsDoneAllTheSame() {
        template("lt");
        CreateFleetRequest request = request("spot", "token-1", "g4dn.xlarge");
        aws.faults(new Faults.Rates(0, 0, 0, 1, 0, 0));

        assertThatThrownBy(() -> ec2().createFleet(request)).isInstanceOf(SdkClientException.class);
        aws.faults(Faults.Rates.NONE);

        assertThat(ec2().describeInstances().reservations()).hasSize(1);
        assertThat(ec2().createFleet(request).instances()).hasSize(1);
        assertThat(ec2().describeInstances().reservations()).hasSize(1);
    }

    @Test
    void throttledCallsAndErrorsDoNothing() {
        template("lt");
        CreateFleetRequest request = request("spot", "token-1", "g4dn.xlarge");

        aws.faults(new Faults.Rates(1, 0, 0, 0, 0, 0));
        assertThatThrownBy(() -> ec2().createFleet(request))
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        e -> assertThat(e.isThrottlingException()).isTrue());
        aws.faults(new Faults.Rates(0, 1, 0, 0, 0, 0));
        assertThatThrownBy(() -> ec2().createFleet(request))
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        e -> assertThat(e.statusCode()).isEqualTo(500));
        aws.faults(Faults.Rates.NONE);

        assertThat(ec2().describeInstances().reservations()).isEmpty();
    }

    @Test
    void aRepeatedCallWithATokenStartsOneInstance() {
        template("lt");
        aws.faults(new Faults.Rates(0, 0, 0, 0, 1, 0));

        assertThat(fleet("spot", "token-1", "g4dn.xlarge").instances()).hasSize(1);

        assertThat(ec2().describeInstances().reservations()).hasSize(1);
    }

    private static List<CreateFleetError> insufficient(CreateFleetResponse fleet) {
        return fleet.errors().stream()
                .filter(error -> error.errorCode().equals("InsufficientInstanceCapacity"))
                .toList();
    }

    private Instance instance(CreateFleetResponse fleet) {
        String id = fleet.instances().getFirst().instanceIds().getFirst();
        return ec2().describeInstances(r -> r.instanceIds(id))
                .reservations()
                .getFirst()
                .instances()
                .getFirst();
    }

    private List<Subnet> subnets() {
        return ec2().describeSubnets(
                        r -> r.filters(f -> f.name("tag:karpenter.sh/discovery").values(Accounts.CLUSTER)))
                .subnets();
    }

    private void template(String name) {
        ec2().createLaunchTemplate(r -> r.launchTemplateName(name)
                .tagSpecifications(t -> t.resourceType(ResourceType.LAUNCH_TEMPLATE)
                        .tags(tag -> tag.key("cluster").value("x")))
                .launchTemplateData(data -> data.imageId("ami-1")
                        .securityGroupIds("sg-1")
                        .userData(Base64.getEncoder().encodeToString("#!/bin/bash".getBytes(StandardCharsets.UTF_8)))
                        .iamInstanceProfile(p -> p.name("profile"))));
    }

    private CreateFleetResponse fleet(String lifecycle, String token, String... types) {
        return ec2().createFleet(request(lifecycle, token, types));
    }

    private CreateFleetRequest request(String lifecycle, String token, String... types) {
        List<FleetLaunchTemplateOverridesRequest> overrides = Stream.of(types)
                .flatMap(type -> subnets().stream()
                        .map(subnet -> FleetLaunchTemplateOverridesRequest.builder()
                                .instanceType(type)
                                .subnetId(subnet.subnetId())
                                .availabilityZone(subnet.availabilityZone())
                                .build()))
                .toList();
        return CreateFleetRequest.builder()
                .type(FleetType.INSTANT)
                .clientToken(token)
                .targetCapacitySpecification(t -> t.totalTargetCapacity(1)
                        .defaultTargetCapacityType(DefaultTargetCapacityType.fromValue(lifecycle)))
                .spotOptions(s -> s.allocationStrategy("price-capacity-optimized"))
                .launchTemplateConfigs(c -> c.launchTemplateSpecification(
                                t -> t.launchTemplateName("lt").version("$Latest"))
                        .overrides(overrides))
                .tagSpecifications(t -> t.resourceType(ResourceType.INSTANCE)
                        .tags(tag -> tag.key("karpenter.sh/nodeclaim").value("claim-1")))
                .build();
    }

    private static void eventually(BooleanSupplier condition) {
        Instant until = Instant.now().plus(Duration.ofSeconds(10));
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(until);
            try {
                Thread.sleep(20);
            } catch (InterruptedException end) {
                throw new IllegalStateException(end);
            }
        }
    }

    private Ec2Client ec2() {
        return client(Ec2Client.builder());
    }

    private <B extends AwsClientBuilder<B, C>, C> C client(B builder) {
        return builder.endpointOverride(aws.uri())
                .region(Region.AP_NORTHEAST_2)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }
}
