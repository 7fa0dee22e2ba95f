package dev.nodecast.aws.ec2.nodeclass;

import dev.nodecast.aws.ec2.nodeclass.ResolvedNodeClass.Subnet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;

/** Finds subnets by id or by tags ({@code pkg/providers/subnet} of karpenter-provider-aws). */
final class SubnetFinder {

    private static final int PAGE = 500;

    private final Ec2Client ec2;

    SubnetFinder(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    Finding<List<Subnet>> find(List<NodeClassSpec.Term> terms, Finding<List<Subnet>> before) {
        return Finding.of("ec2:DescribeSubnets", before, () -> {
            List<Subnet> subnets = matching(terms);
            return subnets.isEmpty()
                    ? new Finding<>(
                            List.of(),
                            Condition.unmet(
                                    Condition.SUBNETS,
                                    "SubnetsNotFound",
                                    "SubnetSelector did not match any Subnets; compare spec.subnetSelectorTerms with the"
                                            + " tags of the subnets of this region"))
                    : Finding.found(subnets, Condition.SUBNETS);
        });
    }

    private List<Subnet> matching(List<NodeClassSpec.Term> terms) {
        Map<String, Subnet> byId = new TreeMap<>();
        for (List<Filter> filters : queries(terms)) {
            ec2.describeSubnetsPaginator(r -> r.filters(filters).maxResults(PAGE)).subnets().stream()
                    .map(SubnetFinder::subnet)
                    .forEach(subnet -> byId.put(subnet.id(), subnet));
        }
        return byId.values().stream()
                .sorted(Comparator.comparingInt(Subnet::freeAddresses)
                        .reversed()
                        .thenComparing(Subnet::id))
                .toList();
    }

    private static List<List<Filter>> queries(List<NodeClassSpec.Term> terms) {
        List<List<Filter>> queries = new ArrayList<>();
        List<String> ids = terms.stream()
                .map(NodeClassSpec.Term::id)
                .filter(Objects::nonNull)
                .toList();
        if (!ids.isEmpty()) {
            queries.add(List.of(Filters.of("subnet-id", ids)));
        }
        terms.stream().filter(term -> term.id() == null).forEach(term -> queries.add(Filters.tags(term.tags())));
        return queries;
    }

    private static Subnet subnet(software.amazon.awssdk.services.ec2.model.Subnet found) {
        return new Subnet(
                found.subnetId(),
                found.availabilityZone(),
                found.availabilityZoneId() == null ? "" : found.availabilityZoneId(),
                found.availableIpAddressCount() == null ? 0 : found.availableIpAddressCount());
    }
}
