package dev.nodecast.aws.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The controller's IAM policy grants what its code calls, no more, and changes only what is the cluster's. */
class ControllerPolicyTest {

    private static final String SDK = "software.amazon.awssdk.services.";

    /** Checked by AWS on the way of another call. */
    private static final Set<String> IMPLIED = Set.of("ec2:RunInstances", "iam:PassRole", "iam:TagInstanceProfile");

    /** Actions that cannot be restricted to resources; of EC2's a condition holds the region. */
    private static final Set<String> NOT_SCOPABLE = Set.of("pricing:GetProducts", "iam:ListInstanceProfiles");

    private record Statement(String sid, List<String> actions, List<String> resources, JsonNode condition) {}

    private static List<Statement> statements() {
        JsonNode policy = JsonMapper.shared()
                .readTree(Path.of("deploy/terraform/policies/controller.json").toFile());
        assertThat(policy.path("Version").asString()).isEqualTo("2012-10-17");
        List<Statement> statements = new ArrayList<>();
        for (JsonNode s : policy.path("Statement")) {
            assertThat(s.path("Effect").asString()).isEqualTo("Allow");
            statements.add(new Statement(
                    s.path("Sid").asString(), texts(s.path("Action")), texts(s.path("Resource")), s.path("Condition")));
        }
        return statements;
    }

    private static List<String> texts(JsonNode oneOrMore) {
        List<String> texts = new ArrayList<>();
        if (oneOrMore.isArray()) {
            oneOrMore.forEach(text -> texts.add(text.asString()));
        } else {
            texts.add(oneOrMore.asString());
        }
        return texts;
    }

    /** Every call of an AWS client in the controller's code, as the action that AWS checks. */
    private static SortedSet<String> called() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.nodecast.aws.ec2");
        SortedSet<String> actions = new TreeSet<>();
        classes.forEach(c -> c.getMethodCallsFromSelf().forEach(call -> action(call, actions)));
        return actions;
    }

    private static void action(JavaMethodCall call, Set<String> actions) {
        String owner = call.getTargetOwner().getName();
        String method = call.getName().replaceFirst("(Paginator|Batch)$", "");
        if (owner.startsWith(SDK)
                && owner.endsWith("Client")
                && !Set.of("builder", "close", "create", "serviceClientConfiguration")
                        .contains(method)) {
            String service = owner.substring(SDK.length(), owner.indexOf('.', SDK.length()));
            actions.add(service + ":" + Character.toUpperCase(method.charAt(0)) + method.substring(1));
        }
    }

    @Test
    void everyCallIsGrantedAndNothingElse() {
        SortedSet<String> granted = new TreeSet<>();
        statements().forEach(statement -> granted.addAll(statement.actions()));
        SortedSet<String> needed = called();
        assertThat(needed).as("calls seen in the code").contains("ec2:CreateFleet", "sqs:ReceiveMessage");
        needed.addAll(IMPLIED);
        needed.removeIf(action -> action.startsWith("sts:")); // GetCallerIdentity needs no permission
        assertThat(granted).isEqualTo(needed);
    }

    @Test
    void nothingIsGrantedByWildcard() {
        assertThat(statements()).allSatisfy(s -> assertThat(s.actions()).noneMatch(action -> action.contains("*")));
    }

    @Test
    void onlyWhatIsSeenHasNoResource() {
        assertThat(statements())
                .filteredOn(statement -> statement.resources().contains("*"))
                .allSatisfy(statement -> assertThat(statement.actions())
                        .allMatch(action -> NOT_SCOPABLE.contains(action)
                                || action.startsWith("ec2:Describe")
                                        && statement.condition().toString().contains("aws:RequestedRegion")));
    }

    @Test
    void whatIsMadeChangedOrEndedIsTheClusters() {
        Set<String> changes = Set.of("Create", "Delete", "Terminate", "Add", "Remove", "Tag");
        assertThat(statements())
                .filteredOn(s -> s.actions().stream()
                        .map(action -> action.substring(action.indexOf(':') + 1))
                        .anyMatch(action -> changes.stream().anyMatch(action::startsWith)))
                .filteredOn(s -> !s.sid().equals("LaunchFrom") && !s.sid().equals("HearOfInterruptions"))
                .isNotEmpty()
                .allSatisfy(s -> assertThat(s.condition().toString())
                        .contains("kubernetes.io/cluster/${cluster_name}\":\"owned\""));
    }

    @Test
    void launchingIsFreeOnlyOfWhatIsNotMade() {
        assertThat(statements())
                .filteredOn(s -> s.sid().equals("LaunchFrom"))
                .singleElement()
                .satisfies(s -> assertThat(s.resources())
                        .allMatch(r -> r.matches(".*(image|snapshot|security-group|subnet|capacity-reservation)/\\*")));
    }

    @Test
    void theRoleThatIsPassedIsThatOfTheNodes() {
        assertThat(statements())
                .filteredOn(s -> s.actions().contains("iam:PassRole"))
                .singleElement()
                .satisfies(s -> {
                    assertThat(s.resources()).containsExactly("${node_role_arn}");
                    assertThat(s.condition().toString()).contains("iam:PassedToService", "ec2.amazonaws.com");
                });
    }
}
