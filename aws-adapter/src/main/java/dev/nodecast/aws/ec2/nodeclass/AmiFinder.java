package dev.nodecast.aws.ec2.nodeclass;

import dev.nodecast.aws.ec2.AwsFailure;
import dev.nodecast.aws.ec2.ClusterFacts;
import dev.nodecast.aws.ec2.nodeclass.ResolvedNodeClass.Ami;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.WellKnown;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Finds machine images: by alias, id, SSM parameter, or by name, owner and tags. Of several that run on the same machines
 * the newest counts, one that is deprecated only where no other is left ({@code pkg/providers/amifamily/ami.go}).
 */
final class AmiFinder {

    private static final Logger LOG = LoggerFactory.getLogger(AmiFinder.class);
    private static final int PAGE = 1_000;

    /** A name alone does not let anybody's public image in. */
    private static final List<String> TRUSTED_OWNERS = List.of("self", "amazon");

    private static final Map<String, String> ARCHITECTURES = Map.of("x86_64", "amd64", "arm64", "arm64");

    private final Ec2Client ec2;
    private final SsmClient ssm;
    private final InstantSource clock;

    /** What to ask for, and what is known of the images beside. */
    private record Query(
            List<Filter> filters, List<String> owners, Map<String, List<List<NodeSelectorRequirement>>> known) {}

    AmiFinder(Ec2Client ec2, SsmClient ssm, InstantSource clock) {
        this.ec2 = ec2;
        this.ssm = ssm;
        this.clock = clock;
    }

    Finding<List<Ami>> find(List<NodeClassSpec.AmiTerm> terms, ClusterFacts cluster, Finding<List<Ami>> before) {
        Optional<AmiAlias> alias = terms.stream()
                .flatMap(term -> Optional.ofNullable(term.alias()).stream())
                .map(AmiAlias::parse)
                .findFirst();
        Optional<String> unsupported = alias.flatMap(a -> a.unsupported(cluster));
        if (unsupported.isPresent()) {
            return new Finding<>(List.of(), Condition.unmet(Condition.AMIS, "UnsupportedAlias", unsupported.get()));
        }
        if (alias.isPresent() && cluster.version().isEmpty()) {
            return new Finding<>(
                    before.value(),
                    new Condition(
                            Condition.AMIS,
                            Condition.Status.UNKNOWN,
                            "ClusterUnknown",
                            "the cluster's Kubernetes version, for which images are published, is not known yet"));
        }
        return Finding.of("ec2:DescribeImages", before, () -> {
            List<Query> queries = alias.isPresent() ? byAlias(alias.get(), cluster) : byTerms(terms);
            List<Ami> amis = newest(queries);
            return amis.isEmpty() ? none(alias) : Finding.found(amis, Condition.AMIS);
        });
    }

    private static Finding<List<Ami>> none(Optional<AmiAlias> alias) {
        String what = alias.map(a -> "no images are published for " + a.family() + "@" + a.version() + " and the"
                        + " cluster's Kubernetes version in this region")
                .orElse("compare spec.amiSelectorTerms with the images of this region");
        return new Finding<>(
                List.of(),
                Condition.unmet(Condition.AMIS, "AMINotFound", "AMISelector did not match any AMIs; " + what));
    }

    private List<Query> byAlias(AmiAlias alias, ClusterFacts cluster) {
        Map<String, List<List<NodeSelectorRequirement>>> known = new TreeMap<>();
        alias.parameters(cluster.version())
                .forEach((parameter, variants) -> value(parameter)
                        .ifPresent(image -> known.put(
                                image,
                                alias.windows()
                                        ? List.of(windows(alias))
                                        : variants.stream()
                                                .map(AmiVariant::requirements)
                                                .toList())));
        return known.isEmpty() ? List.of() : List.of(byId(List.copyOf(known.keySet()), known));
    }

    private static List<NodeSelectorRequirement> windows(AmiAlias alias) {
        return List.of(
                NodeSelectorRequirement.in(WellKnown.OS, "windows"),
                NodeSelectorRequirement.in(
                        WindowsBuild.LABEL, WindowsBuild.of(alias.family()).orElseThrow()));
    }

    private List<Query> byTerms(List<NodeClassSpec.AmiTerm> terms) {
        List<Query> queries = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (NodeClassSpec.AmiTerm term : terms) {
            if (term.id() != null) {
                ids.add(term.id());
            } else if (term.ssmParameter() != null) {
                value(term.ssmParameter()).ifPresent(ids::add);
            } else {
                queries.add(byNameAndTags(term));
            }
        }
        if (!ids.isEmpty()) {
            queries.add(byId(ids, Map.of()));
        }
        return queries;
    }

    private static Query byId(List<String> ids, Map<String, List<List<NodeSelectorRequirement>>> known) {
        return new Query(List.of(Filters.of("image-id", ids)), List.of(), known);
    }

    private static Query byNameAndTags(NodeClassSpec.AmiTerm term) {
        List<Filter> filters = new ArrayList<>(Filters.tags(term.tags()));
        List<String> owners = term.owner() == null ? List.of() : List.of(term.owner());
        if (term.name() != null) {
            filters.add(Filters.of("name", term.name()));
            owners = owners.isEmpty() ? TRUSTED_OWNERS : owners;
        }
        return new Query(filters, owners, Map.of());
    }

    /** The image that a parameter names; empty, with a line in the log, where there is no such parameter or image. */
    private Optional<String> value(String parameter) {
        try {
            String value = ssm.getParameter(r -> r.name(parameter)).parameter().value();
            if (value.startsWith("ami-")) {
                return Optional.of(value);
            }
            LOG.warn(
                    "SSM parameter {}: found `{}`, expected the id of an image (ami-…): it is left out",
                    parameter,
                    value);
        } catch (SdkException e) {
            AwsFailure failure = AwsFailure.of(e);
            if (!failure.notFound()) {
                throw e;
            }
            LOG.debug("no SSM parameter {}", parameter);
        }
        return Optional.empty();
    }

    private List<Ami> newest(List<Query> queries) {
        SortedMap<String, Ami> byMachines = new TreeMap<>();
        for (Query query : queries) {
            List<Filter> filters = new ArrayList<>(query.filters());
            filters.add(Filters.of("state", "available"));
            ec2.describeImagesPaginator(r -> r.filters(filters)
                            .owners(query.owners())
                            .includeDeprecated(true)
                            .maxResults(PAGE))
                    .images()
                    .forEach(image ->
                            amis(image, query).forEach(ami -> byMachines.merge(machines(ami), ami, AmiFinder::better)));
        }
        return byMachines.values().stream()
                .sorted(Comparator.comparing(Ami::created).reversed().thenComparing(Ami::id))
                .toList();
    }

    private List<Ami> amis(Image image, Query query) {
        String arch = ARCHITECTURES.get(image.architectureAsString());
        if (arch == null) {
            return List.of();
        }
        List<Ami> amis = new ArrayList<>();
        for (List<NodeSelectorRequirement> known : query.known().getOrDefault(image.imageId(), List.of(List.of()))) {
            List<NodeSelectorRequirement> requirements = new ArrayList<>(known);
            requirements.add(NodeSelectorRequirement.in(WellKnown.ARCH, arch));
            requirements.sort(Comparator.comparingInt(
                            (NodeSelectorRequirement r) -> r.key().length())
                    .thenComparing(NodeSelectorRequirement::key));
            amis.add(new Ami(
                    image.imageId(),
                    image.name() == null ? "" : image.name(),
                    image.creationDate() == null ? "" : image.creationDate(),
                    deprecated(image),
                    requirements));
        }
        return amis;
    }

    private boolean deprecated(Image image) {
        String time = image.deprecationTime();
        return time != null && !Instant.parse(time).isAfter(clock.instant());
    }

    private static String machines(Ami ami) {
        return ami.requirements().toString();
    }

    private static Ami better(Ami one, Ami other) {
        Comparator<Ami> order = Comparator.comparing(Ami::deprecated)
                .reversed()
                .thenComparing(Ami::created)
                .thenComparing(Ami::name);
        return order.compare(one, other) >= 0 ? one : other;
    }
}
