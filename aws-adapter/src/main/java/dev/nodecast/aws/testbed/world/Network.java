package dev.nodecast.aws.testbed.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The account's network: in each zone a subnet for nodes and one that is none of the cluster's, and a security group of each
 * sort.
 */
public record Network(String vpc, List<Subnet> subnets, List<SecurityGroup> securityGroups) {

    private static final int ADDRESSES = 8_187;

    public Network {
        subnets = List.copyOf(subnets);
        securityGroups = List.copyOf(securityGroups);
    }

    public record Subnet(
            String id, String zone, String zoneId, String cidr, int freeAddresses, SortedMap<String, String> tags) {}

    public record SecurityGroup(String id, String name, SortedMap<String, String> tags) {}

    static Network of(String region, List<String> zones, String cluster) {
        List<Subnet> subnets = new ArrayList<>();
        for (int i = 0; i < zones.size(); i++) {
            String zone = zones.get(i);
            subnets.add(subnet(
                    region, zone, i, tags("Name", cluster + "-private-" + zone, "karpenter.sh/discovery", cluster)));
            subnets.add(subnet(region, zone, zones.size() + i, tags("Name", "other-" + zone)));
        }
        return new Network(
                "vpc-0a11ce0000000001",
                subnets,
                List.of(
                        new SecurityGroup(
                                "sg-0a11ce0000000001",
                                cluster + "-node",
                                tags("Name", cluster + "-node", "karpenter.sh/discovery", cluster)),
                        new SecurityGroup("sg-0a11ce0000000002", "other", tags("Name", "other"))));
    }

    private static Subnet subnet(String region, String zone, int index, SortedMap<String, String> tags) {
        return new Subnet(
                "subnet-0a11ce00000000" + String.format("%02x", index + 1),
                zone,
                zoneId(region, zone),
                "10.0." + 32 * index + ".0/19",
                ADDRESSES,
                tags);
    }

    /** Such as apne2-az1 for ap-northeast-2a: in this account zones have the order of their letters. */
    public static String zoneId(String region, String zone) {
        StringBuilder id = new StringBuilder();
        for (String part : region.split("-")) {
            id.append(
                    switch (part) {
                        case "northeast" -> "ne";
                        case "northwest" -> "nw";
                        case "southeast" -> "se";
                        case "southwest" -> "sw";
                        default ->
                            part.length() == 2 || Character.isDigit(part.charAt(0)) ? part : part.substring(0, 1);
                    });
        }
        return id + "-az" + (zone.charAt(zone.length() - 1) - 'a' + 1);
    }

    public Optional<Subnet> subnet(String id) {
        return subnets.stream().filter(subnet -> subnet.id().equals(id)).findFirst();
    }

    public List<String> zones() {
        return subnets.stream().map(Subnet::zone).distinct().toList();
    }

    private static SortedMap<String, String> tags(String... namesAndValues) {
        SortedMap<String, String> tags = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            tags.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return tags;
    }
}
