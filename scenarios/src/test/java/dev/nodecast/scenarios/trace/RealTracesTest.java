package dev.nodecast.scenarios.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nodecast.scenarios.trace.capacity.BambooEventReader;
import dev.nodecast.scenarios.trace.capacity.LaunchLogReader;
import dev.nodecast.scenarios.trace.lifetime.LifetimeCsvReader;
import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.scenarios.trace.source.TraceWarnings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every format is read from the published files themselves and compared with what is known of them. */
class RealTracesTest {

    @Test
    void everyTraceFileIsRecognisedAndRead() throws IOException {
        for (String folder : List.of("jobs", "requests", "spot", "prices")) {
            try (Stream<Path> files = Files.walk(SharedTraces.path(folder))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(Traces.read(file).trace()).as(file.toString()).isNotNull();
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "sky-avail-1n-aws-20230215-us-east-1a-v100_1, availability/1-node/aws-02-15-2023/us-east-1a_v100_1.json",
        "sky-avail-1n-aws-20230215-us-east-1c-v100_1, availability/1-node/aws-02-15-2023/us-east-1c_v100_1.json",
        "sky-avail-1n-aws-20230215-us-east-2a-v100_1, availability/1-node/aws-02-15-2023/us-east-2a_v100_1.json",
        "sky-avail-1n-aws-20230215-us-west-2a-v100_1, availability/1-node/aws-02-15-2023/us-west-2a_v100_1.json",
        "sky-avail-1n-aws-20230215-us-west-2b-v100_1, availability/1-node/aws-02-15-2023/us-west-2b_v100_1.json",
        "sky-avail-1n-aws-20221026-us-west-2a-k80_1, availability/1-node/aws-10-26-2022/us-west-2a_k80_1.json",
        "sky-avail-1n-aws-20221026-us-west-2a-v100_8, availability/1-node/aws-10-26-2022/us-west-2a_v100_8.json",
        "sky-avail-16n-aws-20230827-us-west-2a-v100_1, availability/16-node/aws-08-27-2023/us-west-2a_v100_1.json",
        "sky-preem-1n-aws-20230419-us-east-1b-intel_64, preemption/1-node/aws-04-19-2023/us-east-1b_intel_64.json",
        "sky-preem-1n-gcp-20230430-us-east1-b-c3-88, preemption/1-node/gcp-04-30-2023/us-east1-b_c3-88.json",
        "sky-preem-4n-aws-20230803-us-west-2c-v100_1, preemption/4-node/aws-08-03-2023/us-west-2c_v100_1.json"
    })
    void skyPilotsJsonAndTheConvertedCapacityAreTheSame(String converted, String original) {
        assertThat(capacity("spot/original/skypilot/" + original)).isEqualTo(converted(converted));
    }

    /** From the table "Spot capacity, one instance per zone" of the traces' measured character. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "sky-avail-1n-aws-20230215-us-east-1a-v100_1, .167, 253, .72, .33, 1.49, 3.55, .54, 2.60",
        "sky-avail-1n-aws-20230215-us-east-1c-v100_1, .467, 343, 1.48, .49, 2.12, 1.64, .54, 1.60",
        "sky-avail-1n-aws-20230215-us-east-2a-v100_1, .759, 145, 5.51, .87, 2.46, 1.81, .38, 1.72",
        "sky-avail-1n-aws-20230215-us-west-2a-v100_1, .883, 157, 5.76, 1.03, 2.62, .81, .38, 1.42",
        "sky-avail-1n-aws-20230215-us-west-2b-v100_1, .905, 93, 9.75, 1.25, 2.58, 1.10, .38, 1.34",
        "sky-avail-1n-aws-20221026-us-west-2a-v100_8, .480, 269, 1.16, .33, 4.40, 1.25, .33, 2.00",
        "sky-preem-1n-aws-20230419-us-east-1c-intel_64, .639, 128, .75, .27, 2.29, .43, .15, 2.20",
        "toad-aws-20200315-us-east-1c-k80x1, .819, 23, 1.90, .53, 1.94, .42, .20, 2.04"
    })
    void availabilityAndSpellsHaveTheMeasuredCharacter(
            String name,
            double availability,
            int upSpells,
            double meanUp,
            double medianUp,
            double cvUp,
            double meanDown,
            double medianDown,
            double cvDown) {
        CapacityTrace trace = converted(name);
        SpellStatistics spells = SpellStatistics.of(trace);

        assertThat(trace.availability()).isCloseTo(availability, within(.0006));
        assertThat(spells.upNs().count()).isEqualTo(upSpells);
        assertThat(spells.upNs().meanHours()).isCloseTo(meanUp, within(.006));
        assertThat(spells.upNs().medianHours()).isCloseTo(medianUp, within(.006));
        assertThat(spells.upNs().coefficientOfVariation()).isCloseTo(cvUp, within(.06));
        assertThat(spells.downNs().meanHours()).isCloseTo(meanDown, within(.006));
        assertThat(spells.downNs().medianHours()).isCloseTo(medianDown, within(.006));
        assertThat(spells.downNs().coefficientOfVariation()).isCloseTo(cvDown, within(.06));
    }

    @Test
    void bamboosEventsAndCountsAreTheConvertedCapacity() {
        assertThat(capacity("spot/original/bamboo/g4dn-trace.csv")).isEqualTo(converted("bamboo-aws-g4dn"));
        assertThat(capacity("spot/original/bamboo/gcloud/v100x1-east1c.txt")).isEqualTo(converted("bamboo-gcp-v100"));
    }

    @Test
    void bamboosStepCurveIsTheConvertedCapacityToTheSecond() {
        CapacityTrace original = capacity("spot/original/bamboo-2020/"
                + "aws-spot-instances-g4dn-xlarge-us-east-1c-2020-11-20-1930-to-2020-11-21-2200.csv");
        CapacityTrace converted = converted("bamboo2020-aws-g4dn-us-east-1c");

        assertThat(original.durationNs()).isEqualTo(converted.durationNs());
        assertThat(original.size()).isEqualTo(converted.size());
        for (int step = 0; step < original.size(); step++) {
            assertThat(original.capacity(step)).isEqualTo(converted.capacity(step));
            assertThat(original.timeNs(step) - converted.timeNs(step)).isBetween(0L, 999_999_999L);
        }
    }

    @Test
    void theLaunchLogsSlotsAreTheConvertedCapacities() {
        CapacityTraceSet log = read(
                "spot/original/training_on_a_dime/logs/aws/availability/persistent_2020-03-15.out",
                CapacityTraceSet.class);

        assertThat(log.pools()).hasSize(8);
        log.pools()
                .forEach((slot, trace) -> assertThat(trace).as(slot).isEqualTo(converted("toad-aws-20200315-" + slot)));
        assertThat(log.start()).contains(Instant.parse("2020-03-15T10:07:33Z"));
    }

    @Test
    void theIndexOpensAllCapacityTraces() {
        CapacityTraceSet all = read("spot/capacity-index.csv", CapacityTraceSet.class);
        assertThat(all.pools()).hasSize(28).containsKey("toad-aws-20200315-us-east-1c-k80x8");
    }

    @Test
    void lifetimesOfTheOriginalsAreTheConvertedLifetimes() {
        Map<String, LifetimeTrace> converted =
                LifetimeCsvReader.byTrace(TraceFile.open(SharedTraces.path("spot/lifetimes.csv")));

        LifetimeTrace bamboo = BambooEventReader.lifetimes(
                TraceFile.open(SharedTraces.path("spot/original/bamboo/g4dn-trace.csv")), "g4dn.xlarge");
        assertThat(bamboo.lifetimes())
                .containsExactlyInAnyOrderElementsOf(
                        named(converted, "bamboo-aws-g4dn").lifetimes());

        LifetimeTrace log = LaunchLogReader.lifetimes(
                TraceFile.open(SharedTraces.path(
                        "spot/original/training_on_a_dime/logs/aws/availability/persistent_2020-03-15.out")),
                new TraceWarnings());
        assertThat(log.lifetimes().stream()
                        .map(life -> life.lifetimeNs() + " " + life.end())
                        .toList())
                .containsExactlyInAnyOrderElementsOf(named(converted, "aws-20200315").lifetimes().stream()
                        .map(life -> life.lifetimeNs() + " " + life.end())
                        .toList());
    }

    /**
     * The converted file calls all 821 preempted; 466 of the source's VMs have no preemption, only a stop by their
     * owner.
     */
    @Test
    void googlesLifetimesAreReadWithWhoEndedThem() {
        List<Lifetime> original = read("spot/original/goog-preemption-data/data.json", LifetimeTrace.class)
                .lifetimes();
        List<Lifetime> converted = named(
                        LifetimeCsvReader.byTrace(TraceFile.open(SharedTraces.path("spot/lifetimes.csv"))), "goog-2019")
                .lifetimes();

        assertThat(original).hasSize(821);
        assertThat(original.stream()
                        .map(life -> life.lifetimeNs() / 1_000_000_000L)
                        .sorted()
                        .toList())
                .isEqualTo(converted.stream()
                        .map(life -> life.lifetimeNs() / 1_000_000_000L)
                        .sorted()
                        .toList());
        assertThat(original)
                .filteredOn(life -> life.end() == Lifetime.EndReason.PREEMPTED)
                .hasSize(355);
        assertThat(original)
                .filteredOn(life -> life.end() == Lifetime.EndReason.STOPPED)
                .hasSize(466);
    }

    /** 74 preempted lives of 1.65 h on average; .545 preemptions per node-hour. */
    @Test
    void theBambooFleetLostAsManyNodesPerHourAsMeasured() {
        LifetimeTrace bamboo = BambooEventReader.lifetimes(
                TraceFile.open(SharedTraces.path("spot/original/bamboo/g4dn-trace.csv")), "g4dn.xlarge");
        assertThat(bamboo.preemptionsPerHour()).isCloseTo(.545, within(.001));
    }

    @Test
    void describeSpotPriceHistoryAgreesWithTheConvertedPrices() {
        PriceHistory converted = read("prices/spot-prices-2019-2020.csv", PriceHistory.class);
        PriceHistory original =
                read("prices/original/describe-spot-price-history/us-west-2/p3.2xlarge.json", PriceHistory.class);

        assertThat(original.series()).hasSize(3);
        original.series().forEach((pool, trace) -> {
            PriceTrace same = converted.series().get(pool);
            assertThat(same).as(pool.toString()).isNotNull();
            for (int i = 0; i < trace.size(); i++) {
                long sinceConvertedStart = trace.timeNs(i)
                        + java.time.Duration.between(converted.start(), original.start())
                                .toNanos();
                assertThat(same.microUsdPerHourAt(sinceConvertedStart)).isEqualTo(trace.microUsdPerHour(i));
            }
        });
    }

    @Test
    void aPageOfPricesThatIsNotTheLastIsWarnedOf() {
        Loaded<Trace> loaded =
                Traces.read(SharedTraces.path("prices/original/describe-spot-price-history/us-east-1/p2.xlarge.json"));
        assertThat(loaded.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.found()).isEqualTo("a NextToken"));
    }

    @Test
    void theZstdSnapshotHoldsThePricesOfTheSnapshotCsv() {
        PriceHistory packed = read("prices/original/2022-05-31.tsv.zst", PriceHistory.class);
        PriceHistory snapshot = read("prices/spot-price-snapshot-2022-05-31.csv", PriceHistory.class);

        int shared = 0;
        for (PoolKey pool : packed.series().keySet()) {
            PriceTrace one = packed.series().get(pool);
            PriceTrace other = snapshot.series().get(pool);
            if (one != null && other != null) {
                shared++;
                assertThat(other.microUsdPerHour(other.size() - 1))
                        .as(pool.toString())
                        .isEqualTo(one.microUsdPerHour(one.size() - 1));
            }
        }
        assertThat(shared).isEqualTo(250);
    }

    @Test
    void azuresPricesAreOnePerDayAndType() {
        PriceHistory azure = read("prices/original/azure-us_east.csv", PriceHistory.class);
        assertThat(azure.series()).hasSize(12);
        assertThat(azure.series().get(new PoolKey("us_east", "NC6s v3", PoolKey.LINUX)))
                .satisfies(trace -> assertThat(trace.microUsdPerHour(0)).isEqualTo(603_130L));
    }

    @Test
    void theAdvisorsJsonAndTableSayTheSame() {
        SpotAdvisor json = read("prices/original/spot-advisor-data-2025-06-28.json", SpotAdvisor.class);
        SpotAdvisor table = read("prices/spot-advisor-2025-06-28.csv", SpotAdvisor.class);

        assertThat(json.advice()).containsAll(table.advice());
        assertThat(json.linux("ap-northeast-2", "g5.12xlarge").orElseThrow().band())
                .isEqualTo(InterruptionBand.BELOW_5);
        assertThat(json.linux("us-east-1", "g4dn.xlarge").orElseThrow().band())
                .isEqualTo(InterruptionBand.FROM_15_TO_20);
    }

    @Test
    void stableDiffusionRequestsAreTheConvertedJobs() {
        JobTrace original = read("jobs/original/alibaba-genai-lora_request_trace.csv", JobTrace.class);
        JobTrace converted = read("jobs/genai-sd.csv", JobTrace.class);

        assertThat(times(original)).isEqualTo(times(converted));
        assertThat(original.groups()).isEqualTo(converted.groups());
        assertThat(original.jobs().getFirst().id())
                .isEqualTo(converted.jobs().getFirst().id());
    }

    @Test
    void openbPodsAreTheConvertedJobs() {
        assertThat(read("jobs/original/alibaba-openb_pod_list.csv", JobTrace.class)
                        .jobs())
                .isEqualTo(read("jobs/openb-2023.csv", JobTrace.class).jobs());
    }

    @Test
    void phillyJobsAreTheConvertedJobs() {
        assertThat(times(read("jobs/original/philly-sia.csv", JobTrace.class)))
                .isEqualTo(times(read("jobs/philly-week.csv", JobTrace.class)));
    }

    @Test
    void recommendationInstancesHaveTheConvertedDurations() {
        Map<String, TracedJob> converted = new java.util.HashMap<>();
        read("jobs/dlrm-2025.csv", JobTrace.class).jobs().forEach(job -> converted.put(job.id(), job));

        JobTrace original = read("jobs/original/alibaba-disaggregated_DLRM_trace.csv", JobTrace.class);
        assertThat(original.size()).isEqualTo(converted.size());
        for (TracedJob job : original.jobs()) {
            TracedJob same = converted.get(job.id());
            assertThat(same).isNotNull();
            assertThat(job.demand()).as(job.id()).isEqualTo(same.demand());
            assertThat(job.serviceNs().isPresent()).isEqualTo(same.serviceNs().isPresent());
            assertThat((double) job.serviceNs().orElse(0))
                    .isCloseTo((double) same.serviceNs().orElse(0), within(2e6));
            assertThat(job.submitNs() - same.submitNs()).isBetween(-1_000_000L, 1_000_000_000L);
        }
    }

    @Test
    void alibabasSpotClusterHasItsPublishedGpus() {
        NodeInventory nodes = read("jobs/original/alibaba-spot-gpu-node_info_df.csv", NodeInventory.class);
        assertThat(nodes.nodes()).hasSize(4_278);
        assertThat(nodes.gpus()).isEqualTo(10_412);
        assertThat(read("jobs/original/alibaba-openb_node_list_gpu_node.csv", NodeInventory.class)
                        .nodes())
                .hasSize(1_213);
    }

    @ParameterizedTest
    @CsvSource({"code, 8819", "conv, 9754"})
    void azuresLlmRequestsAreTheConvertedRequestsToTheMillisecond(String name, int count) {
        RequestTrace original = read("requests/original/AzureLLMInferenceTrace_" + name + ".csv", RequestTrace.class);
        RequestTrace converted = read("requests/azure-llm-" + name + ".csv", RequestTrace.class);

        assertThat(original.size()).isEqualTo(converted.size()).isEqualTo(count);
        for (int i = 0; i < count; i++) {
            RequestTrace.Request one = original.requests().get(i);
            RequestTrace.Request other = converted.requests().get(i);
            assertThat((double) one.arrivalNs()).isCloseTo((double) other.arrivalNs(), within(1e6));
            assertThat(one.inputTokens()).isEqualTo(other.inputTokens());
            assertThat(one.outputTokens()).isEqualTo(other.outputTokens());
        }
    }

    @Test
    void serveGensRatesAndClientAreRead() {
        SeriesSet rates = read("requests/servegen-rate-600s.csv", SeriesSet.class);
        assertThat(rates.series()).hasSize(5);
        assertThat(rates.find("m-small").orElseThrow().size()).isEqualTo(1_008);
        assertThat(rates.find("deepseek-r1").orElseThrow().size()).isEqualTo(144);

        ClientTrace client = read("requests/original/servegen-m-small-chunk-21-trace.csv", ClientTrace.class);
        assertThat(client.windows()).hasSize(2_016);
        assertThat(client.windows())
                .anySatisfy(window -> assertThat(window.gapFamily()).isEqualTo("Weibull"));
    }

    /** Base model load: p50 23.0 s, LoRA load p50 4.4 s. */
    @ParameterizedTest
    @CsvSource({"genai-basemodel_update_latency_anon, 23000, 300", "genai-lora_update_latency_anon, 4400, 60"})
    void modelLoadTimesHaveTheMeasuredMedian(String name, double medianMs, double tolerance) {
        double[] values = read("requests/original/" + name + ".csv", SeriesSet.class)
                .series()
                .getFirst()
                .values();
        java.util.Arrays.sort(values);
        assertThat(values[values.length / 2]).isCloseTo(medianMs, within(tolerance));
    }

    private static List<String> times(JobTrace trace) {
        return trace.jobs().stream()
                .map(job -> job.submitNs() + " " + job.serviceNs() + " "
                        + job.demand().gpus())
                .toList();
    }

    private static LifetimeTrace named(Map<String, LifetimeTrace> traces, String name) {
        LifetimeTrace trace = traces.get(name);
        assertThat(trace).as(name).isNotNull();
        return java.util.Objects.requireNonNull(trace);
    }

    private static CapacityTrace converted(String name) {
        return capacity("spot/capacity/" + name + ".csv");
    }

    private static CapacityTrace capacity(String name) {
        return read(name, CapacityTraceSet.class).single();
    }

    private static <T extends Trace> T read(String name, Class<T> kind) {
        return Traces.read(SharedTraces.path(name), kind).trace();
    }
}
