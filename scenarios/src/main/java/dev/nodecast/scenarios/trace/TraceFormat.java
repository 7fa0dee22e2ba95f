package dev.nodecast.scenarios.trace;

import dev.nodecast.scenarios.trace.capacity.BambooCountReader;
import dev.nodecast.scenarios.trace.capacity.BambooEventReader;
import dev.nodecast.scenarios.trace.capacity.BambooStepReader;
import dev.nodecast.scenarios.trace.capacity.CapacityCsvReader;
import dev.nodecast.scenarios.trace.capacity.CapacityIndex;
import dev.nodecast.scenarios.trace.capacity.LaunchLogReader;
import dev.nodecast.scenarios.trace.capacity.SkyPilotReader;
import dev.nodecast.scenarios.trace.job.ArrivalCsvReader;
import dev.nodecast.scenarios.trace.job.DlrmReader;
import dev.nodecast.scenarios.trace.job.GenAiLoraReader;
import dev.nodecast.scenarios.trace.job.JobCsvReader;
import dev.nodecast.scenarios.trace.job.OpenbNodeReader;
import dev.nodecast.scenarios.trace.job.OpenbPodReader;
import dev.nodecast.scenarios.trace.job.PhillyReader;
import dev.nodecast.scenarios.trace.job.SpotGpuNodeReader;
import dev.nodecast.scenarios.trace.lifetime.GcePreemptionReader;
import dev.nodecast.scenarios.trace.lifetime.LifetimeCsvReader;
import dev.nodecast.scenarios.trace.price.AwsPriceHistoryReader;
import dev.nodecast.scenarios.trace.price.AzurePriceReader;
import dev.nodecast.scenarios.trace.price.PriceCsvReader;
import dev.nodecast.scenarios.trace.price.PricePointsReader;
import dev.nodecast.scenarios.trace.price.PriceTsvReader;
import dev.nodecast.scenarios.trace.price.SpotAdvisorCsvReader;
import dev.nodecast.scenarios.trace.price.SpotAdvisorJsonReader;
import dev.nodecast.scenarios.trace.request.AzureLlmReader;
import dev.nodecast.scenarios.trace.request.RequestCsvReader;
import dev.nodecast.scenarios.trace.request.ServeGenClientReader;
import dev.nodecast.scenarios.trace.series.GenAiMetricReader;
import dev.nodecast.scenarios.trace.series.PrometheusReader;
import dev.nodecast.scenarios.trace.series.SeriesCsvReader;
import dev.nodecast.scenarios.trace.source.TraceFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every format that can be read, in the order in which detection tries them. */
@SuppressWarnings("ImmutableEnumChecker") // marks and readers are stateless functions
public enum TraceFormat {
    SKYPILOT("skypilot", ContentMark.json("metadata", "gap_seconds"), SkyPilotReader::read),
    AWS_PRICE_HISTORY("aws-spot-price-history", ContentMark.json("SpotPriceHistory"), AwsPriceHistoryReader::read),
    SPOT_ADVISOR_JSON("spot-advisor-json", ContentMark.json("spot_advisor", "ranges"), SpotAdvisorJsonReader::read),
    PROMETHEUS("prometheus", ContentMark.json("status", "resultType"), PrometheusReader::read),
    GCE_PREEMPTION("gce-preemption", ContentMark.json("instance_data", "time_in_sec"), GcePreemptionReader::read),
    LAUNCH_LOG("launch-log", ContentMark.line("\\[\\d{4}-[^\\]]*\\] .*"), LaunchLogReader::read),
    BAMBOO_EVENTS("bamboo-events", ContentMark.line("[\\d.]+,(add|remove),.*"), BambooEventReader::read),
    BAMBOO_COUNTS(
            "bamboo-counts",
            ContentMark.line("\\d{4}-\\d\\d-\\d\\d, \\d\\d:\\d\\d:\\d\\d, \\d+"),
            BambooCountReader::read),
    BAMBOO_STEPS("bamboo-steps", ContentMark.line("\\d+,\\d+"), BambooStepReader::read),
    SERVEGEN_CLIENT(
            "servegen-client", ContentMark.line("[\\d.]+,[\\d.]+,[\\d.]+,[A-Za-z]*,.*"), ServeGenClientReader::read),
    PRICE_TSV("price-tsv", ContentMark.line("\\S+\t\\S+\t[^\t]+\t[\\d.]+\t\\d{4}-.*"), PriceTsvReader::read),
    CAPACITY_INDEX("capacity-index", ContentMark.columns("file", "kind", "duration_s"), CapacityIndex::read),
    CAPACITY_CSV("capacity-csv", ContentMark.columns("time_s", "capacity"), CapacityCsvReader::read),
    LIFETIME_CSV("lifetime-csv", ContentMark.columns("lifetime_s", "end_reason"), LifetimeCsvReader::read),
    SPOT_ADVISOR_CSV("spot-advisor-csv", ContentMark.columns("interruption_band_index"), SpotAdvisorCsvReader::read),
    PRICE_CSV("price-csv", ContentMark.columns("timestamp_utc", "usd_per_hour"), PriceCsvReader::read),
    PRICE_POINTS("price-points", ContentMark.columns("zone_id", "spot_usd_per_hour"), PricePointsReader::read),
    AZURE_PRICES("azure-prices", ContentMark.line("Date,NC\\d+.*"), AzurePriceReader::read),
    JOB_CSV("job-csv", ContentMark.columns("job_id", "submit_s", "duration_s"), JobCsvReader::read),
    GENAI_LORA("genai-lora", ContentMark.columns("gmt_create", "exec_time_seconds"), GenAiLoraReader::read),
    OPENB_PODS("openb-pods", ContentMark.columns("name", "num_gpu", "qos", "pod_phase"), OpenbPodReader::read),
    DLRM("dlrm", ContentMark.columns("instance_sn", "app_name", "gpu_request"), DlrmReader::read),
    PHILLY("philly", ContentMark.columns("timestamp", "duration", "num_gpus", "cluster"), PhillyReader::read),
    OPENB_NODES("openb-nodes", ContentMark.columns("sn", "cpu_milli", "gpu", "model"), OpenbNodeReader::read),
    SPOT_GPU_NODES("spot-gpu-nodes", ContentMark.columns("gpu_model", "gpu_capacity_num"), SpotGpuNodeReader::read),
    REQUEST_CSV(
            "request-csv", ContentMark.columns("arrival_s", "input_tokens", "output_tokens"), RequestCsvReader::read),
    AZURE_LLM("azure-llm", ContentMark.columns("TIMESTAMP", "ContextTokens", "GeneratedTokens"), AzureLlmReader::read),
    GENAI_METRIC(
            "genai-metric", ContentMark.columns("timestamp_anon", "value", "container_ip"), GenAiMetricReader::read),
    ARRIVAL_CSV(
            "arrival-csv", ContentMark.line("(?i)\"?(arrival_s|timestamp)\"?(,\"?queue\"?)?"), ArrivalCsvReader::read),
    SERIES_CSV("series-csv", ContentMark.line("(?i)\"?(time_s|time|timestamp)\"?,.+"), SeriesCsvReader::read);

    private final String id;
    private final ContentMark mark;
    private final TraceReader reader;

    TraceFormat(String id, ContentMark mark, TraceReader reader) {
        this.id = id;
        this.mark = mark;
        this.reader = reader;
    }

    /** The name by which a scenario chooses the format. */
    public String id() {
        return id;
    }

    /** Reads this format. */
    public TraceReader reader() {
        return reader;
    }

    /** The format called {@code id}. */
    public static Optional<TraceFormat> ofId(String id) {
        return Arrays.stream(values()).filter(format -> format.id.equals(id)).findFirst();
    }

    /**
     * Recognises the format of {@code path} by its content.
     *
     * @throws dev.nodecast.scheduler.diagnostics.InvalidInput if the file is unreadable or of no known format
     */
    public static TraceFormat detect(Path path) {
        return detect(TraceFile.open(path));
    }

    static TraceFormat detect(TraceFile file) {
        return Arrays.stream(values())
                .filter(format -> format.mark.matches(file))
                .findFirst()
                .orElseThrow(() -> file.error(
                        1,
                        found(file),
                        "one of the formats " + ids(),
                        "name its format, or convert it to capacity-csv, job-csv or series-csv"));
    }

    private static String found(TraceFile file) {
        String line = file.firstLine();
        return "'" + (line.length() <= 60 ? line : line.substring(0, 57) + "...") + "', which is of no known format";
    }

    private static String ids() {
        return Arrays.stream(values()).map(TraceFormat::id).collect(Collectors.joining(", "));
    }
}
