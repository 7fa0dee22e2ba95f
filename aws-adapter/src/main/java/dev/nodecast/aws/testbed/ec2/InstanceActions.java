package dev.nodecast.aws.testbed.ec2;

import dev.nodecast.aws.testbed.http.AwsError;
import dev.nodecast.aws.testbed.http.QueryRequest;
import dev.nodecast.aws.testbed.http.Xml;
import dev.nodecast.aws.testbed.world.AccountSpec;
import dev.nodecast.aws.testbed.world.Machine;
import dev.nodecast.aws.testbed.world.SimulatedAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Instances that there are, and their end. */
final class InstanceActions {

    private static final int MOST = 1_000;

    private final SimulatedAccount account;

    private record Change(Machine machine, int codeBefore, String before) {}

    InstanceActions(SimulatedAccount account) {
        this.account = account;
    }

    Map<String, Action> all() {
        return Map.of(
                "DescribeInstances", this::describe,
                "DescribeInstanceStatus", this::status,
                "TerminateInstances", this::terminate,
                "CreateTags", this::tag,
                "DeleteTags", this::untag,
                "DescribeVolumes", (request, answer) -> answer.texts("volumeSet", List.of()));
    }

    private List<Machine> named(QueryRequest request) {
        List<String> ids = request.texts("InstanceId");
        if (ids.isEmpty()) {
            return List.copyOf(account.machines());
        }
        List<Machine> named = new ArrayList<>();
        for (String id : ids) {
            named.add(account.machine(id)
                    .orElseThrow(() ->
                            new AwsError("InvalidInstanceID.NotFound", "The instance ID '" + id + "' does not exist")));
        }
        return named;
    }

    private List<Machine> asked(QueryRequest request) {
        Filters filters = Filters.of(request);
        return named(request).stream()
                .filter(machine -> filters.match(machine.tags(), name -> attribute(machine, name)))
                .toList();
    }

    private List<String> attribute(Machine machine, String name) {
        return switch (name) {
            case "instance-state-name" -> List.of(machine.state());
            case "instance-state-code" -> List.of(Integer.toString(machine.stateCode()));
            case "instance-type" -> List.of(machine.instance().type().name());
            case "instance-id" -> List.of(machine.id());
            case "availability-zone" -> List.of(machine.order().subnet().zone());
            case "subnet-id" -> List.of(machine.order().subnet().id());
            case "vpc-id" -> List.of(account.network().vpc());
            case "private-dns-name" ->
                List.of(machine.privateDnsName(account.spec().region()));
            case "image-id" -> List.of(imageOf(machine));
            case "client-token" -> List.of(machine.order().clientToken());
            case "instance-lifecycle" -> spot(machine) ? List.of("spot") : List.of();
            default -> throw Filters.unknown(name);
        };
    }

    private static boolean spot(Machine machine) {
        return machine.instance().offer().capacityType().equals("spot");
    }

    private static String imageOf(Machine machine) {
        return machine.order().template().data().text("ImageId").orElse("");
    }

    private void describe(QueryRequest request, Xml xml) {
        Page<Machine> page = Page.of(asked(request), request, MOST);
        xml.set(
                        "reservationSet",
                        page.items(),
                        (reservation, machine) -> reservation
                                .text("reservationId", "r-" + machine.id().substring(2))
                                .text("ownerId", AccountSpec.ACCOUNT)
                                .set("instancesSet", List.of(machine), this::write))
                .text("nextToken", page.nextToken());
    }

    private void write(Xml xml, Machine machine) {
        QueryRequest data = machine.order().template().data();
        xml.text("instanceId", machine.id())
                .text("imageId", imageOf(machine))
                .element("instanceState", state -> state(state, machine.stateCode(), machine.state()))
                .text(
                        "privateDnsName",
                        machine.alive() ? machine.privateDnsName(account.spec().region()) : "")
                .text("reason", machine.stateReason())
                .text("instanceType", machine.instance().type().name())
                .text("launchTime", machine.launched())
                .element(
                        "placement",
                        placement -> placement
                                .text(
                                        "availabilityZone",
                                        machine.order().subnet().zone())
                                .text(
                                        "availabilityZoneId",
                                        machine.order().subnet().zoneId())
                                .text("tenancy", "default"))
                .text("clientToken", machine.order().clientToken())
                .text("ebsOptimized", true)
                .text("instanceLifecycle", spot(machine) ? "spot" : null)
                .text(
                        "spotInstanceRequestId",
                        spot(machine) ? "sir-" + machine.id().substring(2) : null);
        if (!machine.stateReason().isEmpty()) {
            xml.element(
                    "stateReason",
                    reason -> reason.text("code", machine.stateReason()).text("message", machine.stateReason()));
        }
        if (machine.alive()) {
            attached(xml, machine, data);
        }
        Tags.write(xml, machine.tags());
    }

    private void attached(Xml xml, Machine machine, QueryRequest data) {
        xml.text("privateIpAddress", machine.privateIp())
                .text("subnetId", machine.order().subnet().id())
                .text("vpcId", account.network().vpc())
                .set("groupSet", groups(data), (group, id) -> group.text("groupId", id));
        data.text("IamInstanceProfile.Name")
                .ifPresent(name -> xml.element(
                        "iamInstanceProfile",
                        profile -> profile.text(
                                        "arn", "arn:aws:iam::" + AccountSpec.ACCOUNT + ":instance-profile/" + name)
                                .text("id", "AIPA" + Integer.toHexString(name.hashCode()))));
    }

    private static List<String> groups(QueryRequest data) {
        List<String> groups = new ArrayList<>(data.texts("SecurityGroupId"));
        data.list("NetworkInterface").forEach(network -> groups.addAll(network.texts("SecurityGroupId")));
        return groups.stream().distinct().toList();
    }

    private static void state(Xml xml, int code, String name) {
        xml.text("code", code).text("name", name);
    }

    private void status(QueryRequest request, Xml xml) {
        boolean all = request.flag("IncludeAllInstances");
        List<Machine> found = asked(request).stream()
                .filter(machine -> all || machine.state().equals("running"))
                .toList();
        Page<Machine> page = Page.of(found, request, MOST);
        xml.set(
                        "instanceStatusSet",
                        page.items(),
                        (item, machine) -> item.text("instanceId", machine.id())
                                .text(
                                        "availabilityZone",
                                        machine.order().subnet().zone())
                                .element("instanceState", state -> state(state, machine.stateCode(), machine.state()))
                                .element("systemStatus", status -> status.text("status", "ok"))
                                .element("instanceStatus", status -> status.text("status", "ok")))
                .text("nextToken", page.nextToken());
    }

    private void terminate(QueryRequest request, Xml xml) {
        List<Machine> named = named(request);
        Ec2Service.dryRun(request);
        List<Change> changes = new ArrayList<>();
        for (Machine machine : named) {
            changes.add(new Change(machine, machine.stateCode(), machine.state()));
            account.terminate(machine);
        }
        xml.set(
                "instancesSet",
                changes,
                (item, change) -> item.text("instanceId", change.machine.id())
                        .element(
                                "currentState",
                                state -> state(state, change.machine.stateCode(), change.machine.state()))
                        .element("previousState", state -> state(state, change.codeBefore, change.before)));
    }

    private void tag(QueryRequest request, Xml xml) {
        SortedMap<String, String> tags = Tags.of(request.list("Tag"));
        List<SortedMap<String, String>> resources =
                request.texts("ResourceId").stream().map(this::tagsOf).toList();
        Ec2Service.dryRun(request);
        resources.forEach(resource -> resource.putAll(tags));
        xml.text("return", true);
    }

    private void untag(QueryRequest request, Xml xml) {
        List<QueryRequest> tags = request.list("Tag");
        request.texts("ResourceId").stream()
                .map(this::tagsOf)
                .forEach(resource -> tags.forEach(tag -> resource.remove(tag.require("Key"))));
        xml.text("return", true);
    }

    private SortedMap<String, String> tagsOf(String id) {
        return id.startsWith("lt-")
                ? account.templates().withId(id).tags()
                : account.machine(id)
                        .map(Machine::tags)
                        .orElseThrow(() -> new AwsError(
                                id.startsWith("i-") ? "InvalidInstanceID.NotFound" : "InvalidID",
                                "The ID '" + id + "' does not exist"));
    }
}
