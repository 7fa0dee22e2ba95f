package dev.nodecast.aws.ec2.nodeclass;

import dev.nodecast.aws.ec2.nodeclass.ResolvedNodeClass.SecurityGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;

/** Finds security groups by id, name or tags; all that match are used ({@code pkg/providers/securitygroup}). */
final class SecurityGroupFinder {

    private static final int PAGE = 500;

    private final Ec2Client ec2;

    SecurityGroupFinder(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    Finding<List<SecurityGroup>> find(List<NodeClassSpec.Term> terms, Finding<List<SecurityGroup>> before) {
        return Finding.of("ec2:DescribeSecurityGroups", before, () -> {
            List<SecurityGroup> groups = matching(terms);
            return groups.isEmpty()
                    ? new Finding<>(
                            List.of(),
                            Condition.unmet(
                                    Condition.SECURITY_GROUPS,
                                    "SecurityGroupsNotFound",
                                    "SecurityGroupSelector did not match any SecurityGroups; compare"
                                            + " spec.securityGroupSelectorTerms with the tags of the groups of this region"))
                    : Finding.found(groups, Condition.SECURITY_GROUPS);
        });
    }

    private List<SecurityGroup> matching(List<NodeClassSpec.Term> terms) {
        Map<String, SecurityGroup> byId = new TreeMap<>();
        for (List<Filter> filters : queries(terms)) {
            ec2.describeSecurityGroupsPaginator(r -> r.filters(filters).maxResults(PAGE)).securityGroups().stream()
                    .map(group -> new SecurityGroup(group.groupId(), group.groupName()))
                    .forEach(group -> byId.put(group.id(), group));
        }
        return List.copyOf(byId.values());
    }

    private static List<List<Filter>> queries(List<NodeClassSpec.Term> terms) {
        List<List<Filter>> queries = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (NodeClassSpec.Term term : terms) {
            if (term.id() != null) {
                ids.add(term.id());
            } else if (term.name() != null) {
                names.add(term.name());
            } else {
                queries.add(Filters.tags(term.tags()));
            }
        }
        if (!ids.isEmpty()) {
            queries.add(List.of(Filters.of("group-id", ids)));
        }
        if (!names.isEmpty()) {
            queries.add(List.of(Filters.of("group-name", names)));
        }
        return queries;
    }
}
