package dev.nodecast.aws.ec2.nodeclass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.ec2.Aws;
import dev.nodecast.aws.ec2.AwsClients;
import dev.nodecast.aws.ec2.AwsFailure;
import dev.nodecast.aws.ec2.ClusterFacts;
import dev.nodecast.aws.ec2.ClusterSource;
import dev.nodecast.aws.testbed.CalmAccount;
import dev.nodecast.aws.testbed.SimulatedAws;
import dev.nodecast.aws.testbed.http.Faults;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What the selectors of an EC2NodeClass find, and what its conditions say where they find nothing. */
class NodeClassResolverTest {

    private final SimulatedAws account = CalmAccount.open();
    private final AwsClients aws = Aws.of(account);

    @AfterEach
    void close() {
        aws.close();
        account.close();
    }

    @Test
    void aNodeClassThatFindsEverythingIsReady() {
        ResolvedNodeClass found = resolve(Map.of());

        assertThat(found.conditions()).allMatch(Condition::isMet);
        assertThat(found.ready()).isTrue();
        assertThat(found.subnets())
                .isNotEmpty()
                .allMatch(subnet -> !subnet.zoneId().isEmpty());
        assertThat(found.zones()).contains("ap-northeast-2a").isSorted();
        assertThat(found.securityGroups()).hasSize(1);
        assertThat(found.instanceProfile()).isEqualTo("nodes");
    }

    @Test
    void anAliasFindsAnImageForEachKindOfMachine() {
        ResolvedNodeClass found = resolve(Map.of());

        assertThat(found.amis())
                .extracting(ami -> ami.requirements().toString())
                .doesNotHaveDuplicates();
        assertThat(found.amis())
                .filteredOn(ami -> ami.name().contains("nvidia"))
                .isNotEmpty()
                .allMatch(ami -> ami.requirements().toString().contains("instance-gpu-count"));
    }

    @Test
    void selectorsThatMatchNothingAreSaidInConditions() {
        ResolvedNodeClass found = resolve(Map.of(
                "subnetSelectorTerms", List.of(Map.of("tags", Map.of("no", "such"))),
                "securityGroupSelectorTerms", List.of(Map.of("tags", Map.of("no", "such"))),
                "amiSelectorTerms", List.of(Map.of("id", "ami-00000000"))));

        assertThat(found.ready()).isFalse();
        assertThat(reason(found, Condition.SUBNETS)).isEqualTo("SubnetsNotFound");
        assertThat(reason(found, Condition.SECURITY_GROUPS)).isEqualTo("SecurityGroupsNotFound");
        assertThat(reason(found, Condition.AMIS)).isEqualTo("AMINotFound");
        assertThat(reason(found, Condition.VALIDATION)).isEqualTo("DependenciesNotReady");
        assertThat(found.condition(Condition.READY).orElseThrow().message())
                .startsWith("AMIsReady=False, AMISelector did not match any AMIs");
    }

    @Test
    void aRoleGetsAnInstanceProfileThatIsFoundAgain() {
        Map<String, Object> role = new TreeMap<>();
        role.put("instanceProfile", null);
        role.put("role", "node-role");

        String first = resolve(role).instanceProfile();

        assertThat(first).startsWith(CalmAccount.CLUSTER + "_");
        assertThat(resolve(role).instanceProfile()).isEqualTo(first);
        assertThat(aws.iam()
                        .getInstanceProfile(r -> r.instanceProfileName(first))
                        .instanceProfile()
                        .roles())
                .extracting(r -> r.roleName())
                .containsExactly("node-role");
        role.put("role", "another-role");
        assertThat(resolve(role).instanceProfile()).isNotEqualTo(first);
    }

    @Test
    void whereNothingMayBeMadeNoProfileIs() {
        Map<String, Object> role = new TreeMap<>();
        role.put("instanceProfile", null);
        role.put("role", "node-role");

        assertThat(resolver(Aws.cluster(), true)
                        .resolve(Aws.nodeClass(role), null)
                        .ready())
                .isTrue();

        assertThat(account.calls()).noneSatisfy((call, _) -> assertThat(call).contains("Create"));
    }

    @Test
    void tagsOfTheControllersOwnAreRefused() {
        ResolvedNodeClass found = resolve(Map.of("tags", Map.of("karpenter.sh/nodepool", "mine", "team", "ml")));

        assertThat(reason(found, Condition.VALIDATION)).isEqualTo("TagValidationFailed");
        assertThat(found.condition(Condition.VALIDATION).orElseThrow().message())
                .contains("found karpenter.sh/nodepool");
    }

    @Test
    void userDataThatCannotBeMergedIsRefused() {
        ResolvedNodeClass found = resolve(Map.of(
                "amiFamily", "Bottlerocket",
                "amiSelectorTerms", List.of(Map.of("alias", "bottlerocket@latest")),
                "userData", "#!/bin/bash\necho hello"));

        assertThat(reason(found, Condition.VALIDATION)).isEqualTo("UserDataInvalid");
    }

    @Test
    void userDataThatIsTooLongIsRefused() {
        ResolvedNodeClass found = resolve(Map.of("userData", "#!/bin/bash\n" + "# padding\n".repeat(2_000)));

        assertThat(reason(found, Condition.VALIDATION)).isEqualTo("UserDataSizeLimitExceeded");
    }

    @Test
    void kubeletSettingsThatWouldNotReachTheNodeAreRefused() {
        Map<String, Object> kubelet = Map.of("serializeImagePulls", false);

        assertThat(reason(resolve(Map.of("kubelet", kubelet)), Condition.VALIDATION))
                .isEqualTo(Condition.VALIDATION);
        assertThat(reason(
                        resolve(Map.of(
                                "kubelet",
                                kubelet,
                                "amiSelectorTerms",
                                List.of(Map.of("alias", "bottlerocket@latest")))),
                        Condition.VALIDATION))
                .isEqualTo("UnsupportedKubeletConfiguration");
    }

    @Test
    void fieldsThatAreNotSupportedAreNotIgnored() {
        assertThat(resolve(Map.of("placementGroupSelector", Map.of("name", "near")))
                        .condition(Condition.VALIDATION)
                        .orElseThrow()
                        .message())
                .isEqualTo("spec.placementGroupSelector is not supported: remove it");
    }

    @Test
    void anAliasThatTheClusterHasNoImagesForIsRefused() {
        assertThat(reason(resolve(Map.of("amiSelectorTerms", List.of(Map.of("alias", "al2@latest")))), Condition.AMIS))
                .isEqualTo("UnsupportedAlias");
    }

    @Test
    void aFailureThatPassesLeavesWhatWasFoundAsItWas() {
        ResolvedNodeClass before = resolve(Map.of());
        account.faults(new Faults.Rates(0, 1, 0, 0, 0, 0));

        ResolvedNodeClass during = resolver(Aws.cluster(), true).resolve(before.nodeClass(), before);

        assertThat(during.ready()).isTrue();
        assertThat(during.subnets()).isEqualTo(before.subnets());
    }

    @Test
    void aFailureAtTheFirstLookLeavesTheConditionUnknown() {
        account.faults(new Faults.Rates(0, 1, 0, 0, 0, 0));

        ResolvedNodeClass found = resolve(Map.of());

        assertThat(found.ready()).isFalse();
        assertThat(found.condition(Condition.SUBNETS).orElseThrow().status()).isEqualTo(Condition.Status.UNKNOWN);
        assertThat(found.condition(Condition.READY).orElseThrow().status()).isEqualTo(Condition.Status.UNKNOWN);
    }

    @Test
    void aRefusedLaunchMakesTheNodeClassUnready() {
        AwsFailure failure =
                new AwsFailure(AwsFailure.Kind.NOT_AUTHORIZED, "UnauthorizedOperation", "You are not authorized");

        ResolvedNodeClass refused = NodeClassResolver.refused(resolve(Map.of()), failure, "ec2:CreateFleet");

        assertThat(refused.ready()).isFalse();
        assertThat(refused.condition(Condition.VALIDATION).orElseThrow().message())
                .isEqualTo("Controller isn't authorized to call ec2:CreateFleet: You are not authorized");
        assertThat(reason(refused, Condition.VALIDATION)).isEqualTo("CreateFleetAuthCheckFailed");
    }

    @Test
    void al2023NeedsTheAddressesOfServices() {
        ClusterSource unknown =
                new ClusterSource(new ClusterFacts("c", CalmAccount.REGION, "https://c", "", "", "1.37"));

        ResolvedNodeClass found = resolver(unknown, true).resolve(Aws.nodeClass(Map.of()), null);

        assertThat(reason(found, Condition.VALIDATION)).isEqualTo("ClusterCIDRResolutionFailed");
    }

    @Test
    void aClusterThatEksDoesNotKnowLaunchesNothingUntilItDoes() {
        ClusterSource unknown = new ClusterSource(aws.eks(), "another", CalmAccount.REGION);

        ResolvedNodeClass found = resolver(unknown, true).resolve(Aws.nodeClass(Map.of()), null);

        assertThat(found.ready()).isFalse();
        assertThat(reason(found, Condition.VALIDATION)).isEqualTo("NotFound");
        assertThat(unknown.trouble().orElseThrow())
                .startsWith(
                        "cluster another in ap-northeast-2: eks:DescribeCluster failed with ResourceNotFoundException")
                .endsWith("; check --cluster-name and the region; nothing is launched until then");
        ClusterSource known = new ClusterSource(aws.eks(), CalmAccount.CLUSTER, CalmAccount.REGION);
        assertThat(resolver(known, true)
                        .resolve(Aws.nodeClass(Map.of()), null)
                        .condition(Condition.AMIS)
                        .orElseThrow()
                        .isMet())
                .isTrue();
    }

    @Test
    void theStatusIsThatOfTheApi() {
        ResolvedNodeClass found = resolve(Map.of());

        Map<String, Object> status = NodeClassStatus.of(found, Map.of(), "2026-01-31T12:00:00Z");
        Map<String, Object> later = NodeClassStatus.of(found, status, "2026-01-31T13:00:00Z");

        assertThat(status).containsKeys("subnets", "securityGroups", "amis", "instanceProfile", "conditions");
        assertThat(status).doesNotContainKey("capacityReservations");
        assertThat(later).isEqualTo(status);
        JsonMapper json = JsonMapper.builder().build();
        TypeReference<Map<String, Object>> tree = new TypeReference<>() {};
        Map<String, Object> given = json.readValue(json.writeValueAsString(status), tree);
        assertThat(NodeClassStatus.of(found, given, "2026-01-31T13:00:00Z"))
                .as("the status as the API server gives it back")
                .isEqualTo(given);
    }

    private ResolvedNodeClass resolve(Map<String, Object> fields) {
        return resolver(Aws.cluster(), false).resolve(Aws.nodeClass(fields), null);
    }

    private NodeClassResolver resolver(ClusterSource cluster, boolean readOnly) {
        return new NodeClassResolver(aws, cluster, InstantSource.system(), readOnly);
    }

    private static String reason(ResolvedNodeClass found, String condition) {
        return found.condition(condition).orElseThrow().reason();
    }
}
