package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.catalog.EvictionSignal;
import dev.nodecast.scheduler.manifest.tree.Field;
import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.model.CapacityReservation;
import dev.nodecast.scheduler.model.Ec2NodeClass;
import dev.nodecast.scheduler.model.Labels;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads EC2NodeClasses, v1 and v1beta1. Source of fields and rules: the CRD of karpenter-provider-aws. */
final class Ec2NodeClassReader {

    private static final Map<String, Boolean> STORE_POLICY = Map.of("RAID0", true);
    private static final long GIB = 1L << 30;
    private static final long VOLUME_MAX = 64L << 40;

    private Ec2NodeClassReader() {}

    static Ec2NodeClass read(Fields object, ObjectContext context) {
        object.require("spec");
        List<CapacityReservation> found =
                object.map("status", ReservationReader::found).orElse(List.of());
        return object.map("spec", spec -> spec(spec, context, found)).orElseGet(() -> nothing(context));
    }

    private static Ec2NodeClass spec(Fields spec, ObjectContext context, List<CapacityReservation> found) {
        ignoreUnneeded(spec);
        List<Ec2NodeClass.AmiTerm> amis = spec.maps("amiSelectorTerms", Ec2NodeClassReader::amiTerm);
        @Nullable String family = spec.text("amiFamily").orElse(null);
        return new Ec2NodeClass(
                context.meta(),
                context.isBeta() ? betaAmis(spec, amis, family) : v1Amis(spec, amis),
                family,
                terms(spec, "subnetSelectorTerms"),
                terms(spec, "securityGroupSelectorTerms"),
                identity(spec),
                spec.maps("blockDeviceMappings", Ec2NodeClassReader::blockDevice),
                spec.map("kubelet", Ec2NodeClassReader::kubelet).orElse(Ec2NodeClass.Kubelet.DEFAULT),
                spec.text("userData").orElse(""),
                spec.oneOf("instanceStorePolicy", STORE_POLICY).orElse(false),
                new Ec2NodeClass.Reserved(ReservationReader.terms(spec), found));
    }

    private static void ignoreUnneeded(Fields spec) {
        spec.ignore("associatePublicIPAddress", "context", "cpuOptions");
        spec.ignore("detailedMonitoring", "ipPrefixCount", "networkInterfaces", "placementGroupSelector");
        Map<String, String> ignoredTags = spec.textMap("tags");
        spec.map(
                "metadataOptions",
                options -> options.ignore(
                        "httpEndpoint",
                        "httpProtocolIPv6",
                        "httpPutResponseHopLimit",
                        "httpTokens",
                        "instanceMetadataTags"));
        if (ignoredTags.size() > 50) {
            spec.add(spec.problem(ManifestRule.OUT_OF_RANGE, "there are too many tags")
                    .found(ignoredTags.size() + " tags")
                    .expected("at most 50, the limit of EC2"));
        }
    }

    private static List<Ec2NodeClass.AmiTerm> v1Amis(Fields spec, List<Ec2NodeClass.AmiTerm> terms) {
        if (terms.isEmpty()) {
            String family = spec.node().textAt("amiFamily").orElse("AL2023");
            spec.missing("amiSelectorTerms", "write `amiSelectorTerms: [{ alias: " + aliasOf(family) + " }]`");
        }
        return terms;
    }

    private static List<Ec2NodeClass.AmiTerm> betaAmis(
            Fields spec, List<Ec2NodeClass.AmiTerm> terms, @Nullable String family) {
        if (!terms.isEmpty() || family == null) {
            return terms;
        }
        String alias = aliasOf(family);
        Conversion.warn(
                spec, "amiFamily", "`amiFamily: " + family + "`", "`amiSelectorTerms: [{ alias: " + alias + " }]`");
        return List.of(new Ec2NodeClass.AmiTerm(alias, "", "", Labels.NONE));
    }

    private static String aliasOf(String family) {
        return family.toLowerCase(Locale.ROOT) + "@latest";
    }

    private static Ec2NodeClass.AmiTerm amiTerm(Fields term) {
        term.ignore("owner", "ssmParameter");
        return new Ec2NodeClass.AmiTerm(
                term.text("alias").orElse(""),
                term.text("id").orElse(""),
                term.text("name").orElse(""),
                Labels.of(term.textMap("tags")));
    }

    private static List<Ec2NodeClass.SelectorTerm> terms(Fields spec, String key) {
        spec.require(key);
        List<Ec2NodeClass.SelectorTerm> terms = spec.maps(
                key,
                term -> new Ec2NodeClass.SelectorTerm(
                        term.text("id").orElse(""), term.text("name").orElse(""), Labels.of(term.textMap("tags"))));
        if (spec.has(key) && terms.isEmpty()) {
            spec.add(spec.problem(ManifestRule.MISSING_FIELD, "`" + key + "` selects nothing")
                    .found("an empty list")
                    .expected("at least one term with `id` or `tags`"));
        }
        return terms;
    }

    private static Ec2NodeClass.Identity identity(Fields spec) {
        Ec2NodeClass.Identity identity = new Ec2NodeClass.Identity(
                spec.text("role").orElse(""), spec.text("instanceProfile").orElse(""));
        if (identity.role().isEmpty() == identity.instanceProfile().isEmpty()) {
            spec.add(spec.problem(ManifestRule.INCONSISTENT, "an EC2NodeClass has one of role and instanceProfile")
                    .found(identity.role().isEmpty() ? "neither" : "both")
                    .expected("`role: NAME`, or `instanceProfile: NAME`"));
        }
        return identity;
    }

    private static Ec2NodeClass.BlockDevice blockDevice(Fields device) {
        String name = device.text("deviceName").orElse("");
        boolean root = device.bool("rootVolume").orElse(false);
        return device.map("ebs", ebs -> {
                    ebs.ignore(
                            "deleteOnTermination", "encrypted", "kmsKeyID", "snapshotID", "volumeInitializationRate");
                    return new Ec2NodeClass.BlockDevice(
                            name,
                            root,
                            ebs.get("volumeSize")
                                    .flatMap(Ec2NodeClassReader::volumeSize)
                                    .orElse(null),
                            ebs.text("volumeType").orElse(""),
                            ebs.integer("iops", 1, Long.MAX_VALUE).orElse(null),
                            ebs.integer("throughput", 1, Long.MAX_VALUE).orElse(null));
                })
                .orElseGet(() -> new Ec2NodeClass.BlockDevice(name, root, null, "", null, null));
    }

    private static Optional<Long> volumeSize(Field field) {
        Optional<Long> bytes = AmountReader.bytes(field);
        if (bytes.isPresent() && (bytes.get() < GIB || bytes.get() > VOLUME_MAX)) {
            field.report(
                    ManifestRule.OUT_OF_RANGE,
                    "EBS has no volumes of this size",
                    d -> d.expected("from `1Gi` to `64Ti`").help("a bare number counts bytes; add the suffix Gi"));
        }
        return bytes;
    }

    private static Ec2NodeClass.Kubelet kubelet(Fields kubelet) {
        kubelet.ignore("clusterDNS", "cpuCFSQuota", "evictionMaxPodGracePeriod", "evictionSoftGracePeriod");
        kubelet.ignore("imageGCHighThresholdPercent", "imageGCLowThresholdPercent");
        return new Ec2NodeClass.Kubelet(
                kubelet.integer("maxPods", 0, Integer.MAX_VALUE).orElse(null),
                kubelet.integer("podsPerCore", 0, Integer.MAX_VALUE).orElse(null),
                AmountReader.resources(kubelet, "systemReserved"),
                AmountReader.resources(kubelet, "kubeReserved"),
                thresholds(kubelet, "evictionHard"),
                thresholds(kubelet, "evictionSoft"));
    }

    private static Labels thresholds(Fields kubelet, String key) {
        kubelet.get(key)
                .map(Field::entries)
                .orElse(Map.of())
                .forEach((signal, field) -> field.text()
                        .filter(text -> EvictionSignal.parse(text).isEmpty())
                        .ifPresent(text -> field.report(
                                ManifestRule.MALFORMED,
                                "`" + signal + "` is no threshold",
                                d -> d.expected(EvictionSignal.EXPECTED))));
        return Labels.of(kubelet.textMap(key));
    }

    private static Ec2NodeClass nothing(ObjectContext context) {
        return new Ec2NodeClass(
                context.meta(),
                List.of(),
                null,
                List.of(),
                List.of(),
                new Ec2NodeClass.Identity("", ""),
                List.of(),
                Ec2NodeClass.Kubelet.DEFAULT,
                "",
                false,
                Ec2NodeClass.Reserved.NONE);
    }
}
