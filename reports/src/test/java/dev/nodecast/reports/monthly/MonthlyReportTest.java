package dev.nodecast.reports.monthly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/** What the report says of a result that is worked out by hand in {@link ResultFixture}, and of one of a real month's size. */
class MonthlyReportTest {
    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);

    @TempDir
    Path temp;

    @Test
    void theDaysOfTheBillAreWorkedOutByCapacityType() throws IOException {
        report(ResultFixture.twoDays());

        assertThat(csv("cost-by-day.csv"))
                .containsExactly(
                        "run,nodecast_version,date,spot_usd,on_demand_usd,reserved_usd,system_nodes_usd,control_plane_usd,"
                                + "storage_usd,data_usd,commitment_usd,total_usd",
                        "3f2a9c1b-7,0.1.0-TEST,2026-10-01,1.200000,0.500000,0.000000,0.000000,2.400000,0.100000,0.000000,"
                                + "0.000000,4.200000",
                        "3f2a9c1b-7,0.1.0-TEST,2026-10-02,2.300000,0.000000,0.000000,0.000000,2.400000,0.100000,0.000000,"
                                + "0.000000,4.800000");
    }

    @Test
    void theLinesOfTheBillMergeDaysAndKeepZonesApart() throws IOException {
        report(ResultFixture.twoDays());

        // g4dn.xlarge spot: 1.20 + 2.10 - 0.30 = 3.00 for 4 + 7 - 1 = 10 hours.
        assertThat(csv("cost-lines.csv"))
                .hasSize(1 + 5)
                .contains("3f2a9c1b-7,0.1.0-TEST,compute,gpu,g4dn.xlarge,spot,ap-northeast-2a,,10,hour,3.000000")
                .contains("3f2a9c1b-7,0.1.0-TEST,storage,,,,,EBS gp3 storage,2.5,GB-month,0.200000");
    }

    @Test
    void whatIsSettledAfterTheRunBelongsToItsLastDay() throws IOException {
        report(ResultFixture.twoDays()
                .with("costs.csv", "2026-10-02,compute,gpu,g5.xlarge", "2026-10-03,compute,gpu,g5.xlarge"));

        assertThat(csv("cost-by-day.csv")).hasSize(1 + 2).last().asString().endsWith(",4.800000");
    }

    @Test
    void waitsAreOfTheJobsThatArrivedByQueue() throws IOException {
        report(ResultFixture.twoDays());

        // pro waited 10, 20 and 40 s: mean 70/3, p95 = 20 + 0.9 × 20 = 38, p99 = 20 + 0.98 × 20 = 39.6.
        assertThat(csv("waits.csv"))
                .containsExactly(
                        "run,nodecast_version,queue,jobs_arrived,jobs_completed,jobs_never_started,wait_mean_s,wait_p50_s,"
                                + "wait_p95_s,wait_p99_s,wait_max_s",
                        "3f2a9c1b-7,0.1.0-TEST,pro,3,3,0,23.333333,20,38,39.6,40",
                        "3f2a9c1b-7,0.1.0-TEST,free,2,1,1,30,30,30,30,30");
    }

    @Test
    void theDistributionOfWaitsEndsBelowOneWhereJobsNeverStarted() throws IOException {
        report(ResultFixture.twoDays());

        List<String> rows = csv("wait-distribution.csv");
        assertThat(rows).contains("3f2a9c1b-7,0.1.0-TEST,pro,40,1").contains("3f2a9c1b-7,0.1.0-TEST,free,30,0.5");
        assertThat(rows).contains("3f2a9c1b-7,0.1.0-TEST,pro,10,0.333333");
    }

    @Test
    void hoursAreMeansOfNodesAndPeaksOfQueues() throws IOException {
        report(ResultFixture.twoDays());

        // 00:00 and 00:30: on-demand (0 + 1) / 2, spot (1 + 2) / 2, busy GPUs (0 + 2) / 2; most waiting 3 and 2.
        assertThat(csv("cluster-by-hour.csv"))
                .hasSize(1 + 3)
                .contains("3f2a9c1b-7,0.1.0-TEST,2026-10-01T00:00:00+09:00,0.5,1.5,1,3,2");
    }

    @Test
    void thePageSaysTheNumbersThatMatterInWords() throws IOException {
        String html = report(ResultFixture.twoDays());

        assertThat(html)
                .contains(
                        "In October 2026 this cluster costs $9.00 and completes 4 of 5 jobs, which is $2.25 per completed job.")
                .contains(
                        "Half of the jobs start within 25 s of their arrival and 95 of 100 within 38 s; the longest wait is 40 s.")
                .contains("Of the 12 GPU-hours bought, jobs used 40.0 %.")
                .contains("only 1 October 2026 to 2 October 2026 (Asia/Seoul)")
                .contains("1 job has not started by the end of the run");
    }

    @Test
    void thePageNamesHashSeedVersionPriceDateAndBounds() throws IOException {
        assertThat(report(ResultFixture.twoDays()))
                .contains(ResultFixture.HASH, "seed 7", "Nodecast 0.1.0-TEST", "youngest price of 2026-09-30")
                .contains("all on demand", "never scaled down", "perfect foresight", "missed")
                .contains("Variants of the scenario", "trueBill", "$11.00");
    }

    @Test
    void textsOfTheScenarioAreEscaped() throws IOException {
        String html = report(ResultFixture.twoDays()
                .with("summary.json", "\"name\": \"two-days\"", "\"name\": \"<script>alert(1)</script>\"")
                .with("jobs.csv", ",free,172000", ",<b>free</b>,172000"));

        assertThat(html)
                .doesNotContain("<script", "<two>", "<worked>", "<b>free")
                .contains("&lt;script&gt;", "&lt;two&gt; zones", "&lt;b&gt;free");
    }

    @Test
    void thePageNeedsNothingElse() throws IOException {
        String html = report(ResultFixture.twoDays());

        assertThat(html).doesNotContain("<script", "<link", "<img", "@import", "src=", "<iframe");
        assertThat(Pattern.compile("(?:href|url)[=(]\"?(?!#)[^)\"]")
                        .matcher(html)
                        .results())
                .isEmpty();
    }

    @Test
    void everyIdOfThePageIsUnique() throws IOException {
        String html = Files.readString(monthOfRealSize().resolve("report.html"));

        List<String> ids = new ArrayList<>();
        Matcher matcher = Pattern.compile("\\bid=\"([^\"]+)\"").matcher(html);
        while (matcher.find()) {
            ids.add(matcher.group(1));
        }
        assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void everyChartIsWellFormedXml() throws Exception {
        String html = Files.readString(monthOfRealSize().resolve("report.html"));

        List<String> charts = Pattern.compile("<svg.*?</svg\\s*>", Pattern.DOTALL)
                .matcher(html)
                .results()
                .map(found -> found.group())
                .toList();
        assertThat(charts).hasSize(3);
        for (String chart : charts) {
            var svg = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(chart)))
                    .getDocumentElement();
            assertThat(svg.getAttribute("aria-label")).isNotEmpty();
            assertThat(svg.getElementsByTagName("path").getLength()
                            + svg.getElementsByTagName("polygon").getLength()
                            + svg.getElementsByTagName("rect").getLength())
                    .isPositive();
        }
    }

    @Test
    void theSameResultGivesTheSameBytes() throws IOException {
        Path result = new SyntheticMonth().writeTo(temp.resolve("result"));
        List<Path> first = MonthlyReport.create(result, OCTOBER, temp.resolve("first"));
        List<Path> second = MonthlyReport.create(result, OCTOBER, temp.resolve("second"));

        assertThat(first).hasSize(7).hasSameSizeAs(second);
        for (int file = 0; file < first.size(); file++) {
            assertThat(second.get(file)).hasSameBinaryContentAs(first.get(file));
        }
    }

    @Test
    void theDaysAndTheLinesOfAMonthAddUpToTheRunsTotal() throws IOException {
        Path out = monthOfRealSize();
        BigDecimal days = lastColumn(out.resolve("cost-by-day.csv"));

        assertThat(days).isEqualByComparingTo(lastColumn(out.resolve("cost-lines.csv")));
        assertThat(Files.readString(temp.resolve("result/summary.json")))
                .contains("\"total\": " + days.toPlainString() + ",");
    }

    @Test
    void theFilesAreWrittenOverThoseOfAnEarlierReportAndLeaveNothingElseBehind() throws IOException {
        report(ResultFixture.twoDays());
        Files.writeString(temp.resolve("out/notes.txt"), "mine");
        report(ResultFixture.twoDays());

        try (var files = Files.list(temp.resolve("out"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "report.html",
                            "cost-by-day.csv",
                            "cost-lines.csv",
                            "waits.csv",
                            "wait-distribution.csv",
                            "cluster-by-hour.csv",
                            "gpu-hours.csv",
                            "notes.txt");
        }
    }

    @Test
    void aRunInWhichNoWorkerEverStartedIsSaidInWords() throws IOException {
        ResultFixture nothing = ResultFixture.twoDays()
                .with("summary.json", "\"bought\": 12.5, \"used\": 5", "\"bought\": 0, \"used\": 0")
                .with("jobs.csv", ",pro,0,10,70,10,70,", ",pro,0,,,,,")
                .with("jobs.csv", ",pro,100,120,180,20,80,", ",pro,100,,,,,")
                .with("jobs.csv", ",free,100,130,190,30,90,", ",free,100,,,,,")
                .with("jobs.csv", ",pro,90000,90040,90100,40,100,", ",pro,90000,,,,,");

        assertThat(report(nothing))
                .contains("completes 0 of 5 jobs. None of them ever started. It bought no GPU time.")
                .contains("5 jobs have not started by the end of the run");
    }

    @Test
    void ofARunOverTwoMonthsOnlyTheMonthsDaysAndJobsAreCounted() throws IOException {
        // The run begins at noon of 31 October: its second day is in November, and so is the cost of it.
        ResultFixture twoMonths = ResultFixture.twoDays()
                .with("summary.json", "2026-10-01T00:00:00+09:00", "2026-10-31T00:00:00+09:00")
                .with("costs.csv", "2026-10-02", "2026-11-01")
                .with("costs.csv", "2026-10-01", "2026-10-31");
        Path result = twoMonths.writeTo(temp.resolve("result"));
        MonthlyReport.create(result, YearMonth.of(2026, 11), temp.resolve("out"));

        assertThat(csv("cost-by-day.csv")).hasSize(1 + 1).last().asString().endsWith(",4.800000");
        assertThat(csv("waits.csv"))
                .contains("3f2a9c1b-7,0.1.0-TEST,pro,1,1,0,40,40,40,40,40", "3f2a9c1b-7,0.1.0-TEST,free,1,0,1,,,,,");
        assertThat(Files.readString(temp.resolve("out/report.html")))
                .contains("In November 2026 this cluster costs $4.80 and completes 1 of 2 jobs")
                .contains("These figures are of the whole run.");
    }

    @Test
    void severalReplicationsAreAveragedAndKeepTheirInterval() throws IOException {
        // The second replication has the same bill and no jobs: 9.00 on average, 2.5 jobs of a replication.
        ResultFixture fixture = ResultFixture.twoDays()
                .with("summary.json", "\"replications\": 1", "\"replications\": 2")
                .with("summary.json", "\"total\": 9,", "\"total\": {\"mean\": 9, \"low\": 8.5, \"high\": 9.5},")
                .with("summary.json", "\"jobs\": {\"arrived\": 5", "\"jobs\": {\"arrived\": 2.5");
        fixture.append("costs.csv", "-7-0,", "-7-1,");

        assertThat(report(fixture)).contains("95 % interval of 2 replications: $8.50 to $9.50");
        assertThat(csv("cost-by-day.csv").get(1)).endsWith(",4.200000");
        assertThat(csv("waits.csv").get(1)).contains(",pro,1.5,1.5,0,");
    }

    private String report(ResultFixture fixture) throws IOException {
        Path result = fixture.writeTo(temp.resolve("result"));
        return Files.readString(
                MonthlyReport.create(result, OCTOBER, temp.resolve("out")).getFirst());
    }

    private Path monthOfRealSize() throws IOException {
        Path out = Path.of("target", "monthly-report");
        MonthlyReport.create(new SyntheticMonth().writeTo(temp.resolve("result")), OCTOBER, out);
        return out;
    }

    private List<String> csv(String file) throws IOException {
        return Files.readAllLines(temp.resolve("out").resolve(file));
    }

    private static BigDecimal lastColumn(Path csv) throws IOException {
        return Files.readAllLines(csv).stream()
                .skip(1)
                .map(row -> new BigDecimal(row.substring(row.lastIndexOf(',') + 1)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
