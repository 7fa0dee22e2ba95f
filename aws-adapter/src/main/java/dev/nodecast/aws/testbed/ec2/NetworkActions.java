package dev.nodecast.aws.testbed.ec2;

import dev.nodecast.aws.testbed.http.AwsError;
import dev.nodecast.aws.testbed.http.QueryRequest;
import dev.nodecast.aws.testbed.http.Xml;
import dev.nodecast.aws.testbed.world.AccountSpec;
import dev.nodecast.aws.testbed.world.Network;
import dev.nodecast.aws.testbed.world.SimulatedAccount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Where instances can be: zones, subnets, security groups. */
final class NetworkActions {

    private static final int MOST = 1_000;

    private final SimulatedAccount account;

    NetworkActions(SimulatedAccount account) {
        this.account = account;
    }

    Map<String, Action> all() {
        return Map.of(
                "DescribeSubnets", this::subnets,
                "DescribeSecurityGroups", this::groups,
                "DescribeAvailabilityZones", this::zones);
    }

    private void subnets(QueryRequest request, Xml xml) {
        List<String> ids = request.texts("SubnetId");
        requireKnown(ids, account.network().subnets(), Network.Subnet::id, "InvalidSubnetID.NotFound");
        Filters filters = Filters.of(request);
        List<Network.Subnet> found = account.network().subnets().stream()
                .filter(subnet -> ids.isEmpty() || ids.contains(subnet.id()))
                .filter(subnet -> filters.match(subnet.tags(), name -> attribute(subnet, name)))
                .toList();
        Page<Network.Subnet> page = Page.of(found, request, MOST);
        xml.set("subnetSet", page.items(), this::write).text("nextToken", page.nextToken());
    }

    private static <T> void requireKnown(List<String> ids, List<T> all, Function<T, String> id, String error) {
        for (String wanted : ids) {
            if (all.stream().map(id).noneMatch(wanted::equals)) {
                throw new AwsError(error, "The ID '" + wanted + "' does not exist");
            }
        }
    }

    private List<String> attribute(Network.Subnet subnet, String name) {
        return switch (name) {
            case "subnet-id" -> List.of(subnet.id());
            case "availability-zone", "availabilityZone" -> List.of(subnet.zone());
            case "availability-zone-id" -> List.of(subnet.zoneId());
            case "vpc-id" -> List.of(account.network().vpc());
            case "state" -> List.of("available");
            default -> throw Filters.unknown(name);
        };
    }

    private void write(Xml xml, Network.Subnet subnet) {
        xml.text("subnetId", subnet.id())
                .text("state", "available")
                .text("vpcId", account.network().vpc())
                .text("cidrBlock", subnet.cidr())
                .text("availableIpAddressCount", subnet.freeAddresses())
                .text("availabilityZone", subnet.zone())
                .text("availabilityZoneId", subnet.zoneId())
                .text("mapPublicIpOnLaunch", false)
                .text("ownerId", AccountSpec.ACCOUNT);
        Tags.write(xml, subnet.tags());
    }

    private void groups(QueryRequest request, Xml xml) {
        List<String> ids = request.texts("GroupId");
        requireKnown(ids, account.network().securityGroups(), Network.SecurityGroup::id, "InvalidGroup.NotFound");
        Filters filters = Filters.of(request);
        List<Network.SecurityGroup> found = account.network().securityGroups().stream()
                .filter(group -> ids.isEmpty() || ids.contains(group.id()))
                .filter(group -> filters.match(group.tags(), name -> attribute(group, name)))
                .toList();
        Page<Network.SecurityGroup> page = Page.of(found, request, MOST);
        xml.set("securityGroupInfo", page.items(), (item, group) -> {
                    item.text("groupId", group.id())
                            .text("groupName", group.name())
                            .text("groupDescription", group.name())
                            .text("vpcId", account.network().vpc())
                            .text("ownerId", AccountSpec.ACCOUNT);
                    Tags.write(item, group.tags());
                })
                .text("nextToken", page.nextToken());
    }

    private List<String> attribute(Network.SecurityGroup group, String name) {
        return switch (name) {
            case "group-id" -> List.of(group.id());
            case "group-name" -> List.of(group.name());
            case "vpc-id" -> List.of(account.network().vpc());
            default -> throw Filters.unknown(name);
        };
    }

    private void zones(QueryRequest request, Xml xml) {
        Map<String, String> ids = new LinkedHashMap<>();
        account.network().subnets().forEach(subnet -> ids.putIfAbsent(subnet.zone(), subnet.zoneId()));
        xml.set(
                "availabilityZoneInfo",
                ids.entrySet(),
                (item, zone) -> item.text("zoneName", zone.getKey())
                        .text("zoneId", zone.getValue())
                        .text("zoneState", "available")
                        .text("zoneType", "availability-zone")
                        .text("optInStatus", "opt-in-not-required")
                        .text("regionName", account.spec().region()));
    }
}
