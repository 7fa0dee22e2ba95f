package dev.nodecast.aws.testbed.ec2;

import dev.nodecast.aws.testbed.http.AwsError;
import dev.nodecast.aws.testbed.http.QueryRequest;
import dev.nodecast.aws.testbed.http.Xml;
import dev.nodecast.aws.testbed.world.SimulatedAccount;
import dev.nodecast.scheduler.catalog.InstanceFacts;
import dev.nodecast.scheduler.catalog.InstanceTrait;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What is sold: types, where, and what spot costs now. */
final class InstanceTypeActions {

    private static final int MOST_TYPES = 100;
    private static final int MOST_OFFERINGS = 1_000;
    private static final int MICRO_DIGITS = 6;
    private static final BigDecimal MEGA = BigDecimal.valueOf(1_000);

    private final SimulatedAccount account;
    private final Instant since = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private record Offered(String instanceType, String location) {}

    private record SpotPrice(String instanceType, String zone, long microUsdPerHour) {}

    InstanceTypeActions(SimulatedAccount account) {
        this.account = account;
    }

    Map<String, Action> all() {
        return Map.of(
                "DescribeInstanceTypes", this::types,
                "DescribeInstanceTypeOfferings", this::offerings,
                "DescribeSpotPriceHistory", this::spotPrices);
    }

    private void types(QueryRequest request, Xml xml) {
        SortedMap<String, InstanceFacts> sold = sold();
        List<String> wanted = request.texts("InstanceType");
        for (String name : wanted) {
            if (!sold.containsKey(name)) {
                throw new AwsError(
                        "InvalidInstanceType", "The following supplied instance types do not exist: [" + name + "]");
            }
        }
        Filters filters = Filters.of(request);
        List<InstanceFacts> found = sold.values().stream()
                .filter(facts -> wanted.isEmpty() || wanted.contains(facts.name()))
                .filter(facts -> filters.match(Map.of(), name -> attribute(facts, name)))
                .toList();
        Page<InstanceFacts> page = Page.of(found, request, MOST_TYPES);
        xml.set("instanceTypeSet", page.items(), InstanceTypeActions::write).text("nextToken", page.nextToken());
    }

    private SortedMap<String, InstanceFacts> sold() {
        SortedMap<String, InstanceFacts> sold =
                new TreeMap<>(account.spec().prices().types());
        sold.keySet().retainAll(account.instanceTypes().keySet());
        return sold;
    }

    private static List<String> attribute(InstanceFacts facts, String name) {
        return switch (name) {
            case "instance-type" -> List.of(facts.name());
            case "bare-metal" -> List.of(Boolean.toString(facts.has(InstanceTrait.BARE_METAL)));
            case "current-generation" -> List.of("true");
            case "hypervisor" -> List.of("nitro");
            case "processor-info.supported-architecture" -> List.of(architecture(facts));
            case "supported-usage-class" -> usageClasses(facts);
            case "supported-virtualization-type" -> List.of("hvm");
            default -> throw Filters.unknown(name);
        };
    }

    private static String architecture(InstanceFacts facts) {
        return facts.cpu().arch().equals("arm64") ? "arm64" : "x86_64";
    }

    private static List<String> usageClasses(InstanceFacts facts) {
        return facts.has(InstanceTrait.SPOT) ? List.of("on-demand", "spot") : List.of("on-demand");
    }

    private static void write(Xml xml, InstanceFacts facts) {
        xml.text("instanceType", facts.name())
                .text("currentGeneration", true)
                .text("freeTierEligible", false)
                .texts("supportedUsageClasses", usageClasses(facts))
                .texts("supportedRootDeviceTypes", List.of("ebs"))
                .texts("supportedVirtualizationTypes", List.of("hvm"))
                .text("bareMetal", facts.has(InstanceTrait.BARE_METAL))
                .text("hypervisor", facts.has(InstanceTrait.BARE_METAL) ? null : "nitro")
                .element(
                        "processorInfo",
                        cpu -> cpu.texts("supportedArchitectures", List.of(architecture(facts)))
                                .text("manufacturer", manufacturer(facts.cpu().manufacturer())))
                .element("vCpuInfo", cpu -> cpu.text("defaultVCpus", facts.cpu().vcpu()))
                .element("memoryInfo", memory -> memory.text("sizeInMiB", facts.memoryMib()))
                .text("instanceStorageSupported", facts.disk().localNvmeGb() > 0)
                .text("burstablePerformanceSupported", facts.has(InstanceTrait.BURSTABLE));
        disks(xml, facts);
        network(xml, facts);
        gpus(xml, facts);
    }

    private static String manufacturer(String name) {
        return switch (name) {
            case "intel" -> "Intel";
            case "amd" -> "AMD";
            case "aws" -> "AWS";
            default -> name;
        };
    }

    private static void disks(Xml xml, InstanceFacts facts) {
        if (facts.disk().localNvmeGb() > 0) {
            xml.element(
                    "instanceStorageInfo",
                    store -> store.text("totalSizeInGB", facts.disk().localNvmeGb())
                            .text("nvmeSupport", "required"));
        }
        xml.element(
                "ebsInfo",
                ebs -> ebs.text("ebsOptimizedSupport", "default")
                        .text("encryptionSupport", "supported")
                        .text("nvmeSupport", "required")
                        .element(
                                "ebsOptimizedInfo",
                                info -> info.text(
                                                "baselineBandwidthInMbps",
                                                facts.disk().ebsBaselineMbps())
                                        .text(
                                                "maximumBandwidthInMbps",
                                                facts.disk().ebsMaxMbps())));
    }

    private static void network(Xml xml, InstanceFacts facts) {
        BigDecimal baseline = BigDecimal.valueOf(facts.network().baselineMbps()).divide(MEGA);
        BigDecimal peak = BigDecimal.valueOf(facts.network().peakMbps()).divide(MEGA);
        xml.element(
                "networkInfo",
                network -> network.text("networkPerformance", peak.toPlainString() + " Gigabit")
                        .text("maximumNetworkInterfaces", facts.network().enis())
                        .text("maximumNetworkCards", 1)
                        .text("defaultNetworkCardIndex", 0)
                        .set(
                                "networkCards",
                                List.of(facts),
                                (card, of) -> card.text("networkCardIndex", 0)
                                        .text(
                                                "maximumNetworkInterfaces",
                                                of.network().enis())
                                        .text("baselineBandwidthInGbps", baseline.toPlainString())
                                        .text("peakBandwidthInGbps", peak.toPlainString()))
                        .text("ipv4AddressesPerInterface", facts.network().ipv4PerEni())
                        .text("ipv6AddressesPerInterface", facts.network().ipv4PerEni())
                        .text("ipv6Supported", true)
                        .text("enaSupport", "required")
                        .text("efaSupported", false)
                        .text("encryptionInTransitSupported", false));
    }

    private static void gpus(Xml xml, InstanceFacts facts) {
        if (facts.gpus().count() > 0) {
            xml.element(
                    "gpuInfo",
                    gpus -> gpus.set(
                                    "gpus",
                                    List.of(facts.gpus()),
                                    (item, gpu) -> item.text("name", gpu.name().toUpperCase(Locale.ROOT))
                                            .text(
                                                    "manufacturer",
                                                    gpu.manufacturer().toUpperCase(Locale.ROOT))
                                            .text("count", gpu.count())
                                            .element("memoryInfo", memory -> memory.text("sizeInMiB", gpu.memoryMib())))
                            .text(
                                    "totalGpuMemoryInMiB",
                                    facts.gpus().memoryMib() * facts.gpus().count()));
        }
    }

    private void offerings(QueryRequest request, Xml xml) {
        String locationType = request.text("LocationType").orElse("region");
        Filters filters = Filters.of(request);
        List<Offered> found = sold().keySet().stream()
                .flatMap(type -> locations(type, locationType).map(location -> new Offered(type, location)))
                .filter(offered -> filters.match(Map.of(), name -> attribute(offered, name)))
                .toList();
        Page<Offered> page = Page.of(found, request, MOST_OFFERINGS);
        xml.set(
                        "instanceTypeOfferingSet",
                        page.items(),
                        (item, offered) -> item.text("instanceType", offered.instanceType)
                                .text("locationType", locationType)
                                .text("location", offered.location))
                .text("nextToken", page.nextToken());
    }

    private Stream<String> locations(String type, String locationType) {
        List<String> zones = account.spec().prices().zones(type);
        return switch (locationType) {
            case "region" -> Stream.of(account.spec().region());
            case "availability-zone" -> zones.stream();
            case "availability-zone-id" ->
                account.network().subnets().stream()
                        .filter(subnet -> zones.contains(subnet.zone()))
                        .map(subnet -> subnet.zoneId())
                        .distinct();
            default ->
                throw new AwsError("InvalidParameterValue", "Invalid value '" + locationType + "' for LocationType.");
        };
    }

    private static List<String> attribute(Offered offered, String name) {
        return switch (name) {
            case "instance-type" -> List.of(offered.instanceType);
            case "location" -> List.of(offered.location);
            default -> throw Filters.unknown(name);
        };
    }

    private void spotPrices(QueryRequest request, Xml xml) {
        List<String> wanted = request.texts("InstanceType");
        String zone = request.text("AvailabilityZone").orElse("");
        Filters filters = Filters.of(request);
        List<SpotPrice> found = new ArrayList<>();
        for (String type : account.instanceTypes().keySet()) {
            for (String in : account.network().zones()) {
                account.spotPrice(type, in).ifPresent(price -> found.add(new SpotPrice(type, in, price)));
            }
        }
        List<SpotPrice> asked = found.stream()
                .filter(price -> wanted.isEmpty() || wanted.contains(price.instanceType))
                .filter(price -> zone.isEmpty() || zone.equals(price.zone))
                .filter(price -> filters.match(Map.of(), name -> attribute(price, name)))
                .toList();
        Page<SpotPrice> page = Page.of(asked, request, MOST_OFFERINGS);
        xml.set("spotPriceHistorySet", page.items(), this::write)
                .text("nextToken", Objects.requireNonNullElse(page.nextToken(), ""));
    }

    private void write(Xml item, SpotPrice price) {
        item.text("instanceType", price.instanceType)
                .text("productDescription", "Linux/UNIX")
                .text(
                        "spotPrice",
                        BigDecimal.valueOf(price.microUsdPerHour, MICRO_DIGITS).toPlainString())
                .text("timestamp", since)
                .text("availabilityZone", price.zone);
    }

    private static List<String> attribute(SpotPrice price, String name) {
        return switch (name) {
            case "instance-type" -> List.of(price.instanceType);
            case "availability-zone" -> List.of(price.zone);
            case "product-description" -> List.of("Linux/UNIX", "Linux/UNIX (Amazon VPC)");
            default -> throw Filters.unknown(name);
        };
    }
}
