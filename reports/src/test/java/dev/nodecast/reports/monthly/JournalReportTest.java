package dev.nodecast.reports.monthly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodecast.scenarios.journal.ControllerHistory;
import dev.nodecast.scenarios.journal.PodWait;
import dev.nodecast.scenarios.journal.RecordedCommand;
import dev.nodecast.scenarios.journal.RecordedNode;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A month of a controller's journal, worked out by hand: two nodes around the midnight of Seoul that ends October. */
class JournalReportTest {

    private static final long HOUR_NS = 3_600_000_000_000L;
    private static final long USD = 1_000_000;
    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    /** Noon of 31 October in Seoul; the month ends twelve hours later. */
    private static final long NOON = Instant.parse("2026-10-31T03:00:00Z").getEpochSecond() * 1_000_000_000L;

    @TempDir
    private Path folder;

    private static long hour(double hours) {
        return NOON + (long) (hours * HOUR_NS);
    }

    private static RecordedNode node(
            String name, String capacityType, double from, @Nullable Double to, String cause, boolean interrupted) {
        return new RecordedNode(
                name,
                "gpu",
                false,
                "g5.xlarge",
                "ap-northeast-2a",
                capacityType,
                capacityType.equals("spot") ? USD : 2 * USD,
                hour(from) - 30 * HOUR_NS / 3600,
                hour(from),
                hour(from),
                hour(from) + 60 * HOUR_NS / 3600,
                to == null ? null : Long.valueOf(hour(to)),
                cause,
                interrupted);
    }

    /** One spot node from one to four; an on-demand one from eleven to beyond the end of the month. */
    private static ControllerHistory history() {
        return new ControllerHistory(
                List.of(new ControllerHistory.Session("s", hour(0), hour(20))),
                List.of(
                        node("a", "spot", 1, 4.0, "Interrupted", true),
                        node("b", "on-demand", 11, 14.0, "Empty", false)),
                List.of(new PodWait(hour(1), 10), new PodWait(hour(2), 20), new PodWait(hour(15), 500)),
                1,
                List.of(
                        new RecordedCommand(hour(3), "emptiness", "Empty", 2, 0, 4 * USD),
                        new RecordedCommand(hour(14), "emptiness", "Empty", 1, 0, USD)),
                Map.of("Disrupt", 2L),
                List.of("s: 7 entries could not be written"));
    }

    private void report(YearMonth month) throws IOException {
        JournalReport.create(history(), Path.of("journal"), new JournalReport.Wish(month, SEOUL, "0.1.0-TEST"), folder);
    }

    private List<String> csv(String name) throws IOException {
        return Files.readAllLines(folder.resolve(name));
    }

    /** In October the spot node costs 3 h × 1 USD, the other 1 h × 2 USD; two more of its hours are November's. */
    @Test
    void costsAreOfTheMonthByDayAndLine() throws IOException {
        report(YearMonth.of(2026, 10));
        assertThat(csv("cost-by-day.csv"))
                .containsExactly(
                        "run,nodecast_version,date,spot_usd,on_demand_usd,reserved_usd,total_usd",
                        "s,0.1.0-TEST,2026-10-31,3.000000,2.000000,0.000000,5.000000");
        assertThat(csv("cost-lines.csv"))
                .containsExactly(
                        "run,nodecast_version,node_pool,instance_type,capacity_type,zone,quantity,unit,cost_usd",
                        "s,0.1.0-TEST,gpu,g5.xlarge,on-demand,ap-northeast-2a,1,hour,2.000000",
                        "s,0.1.0-TEST,gpu,g5.xlarge,spot,ap-northeast-2a,3,hour,3.000000");

        report(YearMonth.of(2026, 11));
        assertThat(csv("cost-by-day.csv"))
                .last()
                .isEqualTo("s,0.1.0-TEST,2026-11-01,0.000000,4.000000,0.000000,4.000000");
    }

    /** p95 of 10 and 20 s is 10 + 0.95 × 10; the pod of November is not among them. */
    @Test
    void waitsAndCommandsAreOfTheMonth() throws IOException {
        report(YearMonth.of(2026, 10));
        assertThat(csv("pod-waits.csv")).last().isEqualTo("s,0.1.0-TEST,2,15,15,19.5,19.9,20,1");
        assertThat(csv("commands.csv"))
                .hasSize(2)
                .last()
                .isEqualTo("s,0.1.0-TEST,2026-10-31T15:00:00+09:00,emptiness,Empty,2,0,4.000000");
        assertThat(csv("nodes.csv"))
                .hasSize(3)
                .contains("s,0.1.0-TEST,a,gpu,g5.xlarge,ap-northeast-2a,spot,1.000000,2026-10-31T13:00:00+09:00,"
                        + "2026-10-31T13:01:00+09:00,2026-10-31T16:00:00+09:00,Interrupted,true,3");
    }

    @Test
    void thePageSaysWhatTheJournalDoesNotKnow() throws IOException {
        report(YearMonth.of(2026, 10));
        assertThat(Files.readString(folder.resolve("report.html")))
                .contains("Nodes in October 2026", "$5.00", "75.0 %", "1 node was taken back by EC2")
                .contains("What the journal does not know", "s: 7 entries could not be written")
                .contains("half within 1 min 30 s");
    }

    @Test
    void theSameJournalGivesTheSameBytes() throws IOException {
        report(YearMonth.of(2026, 10));
        byte[] first = Files.readAllBytes(folder.resolve("report.html"));
        report(YearMonth.of(2026, 10));
        assertThat(Files.readAllBytes(folder.resolve("report.html"))).isEqualTo(first);
    }

    @Test
    void aMonthThatTheJournalDoesNotReachIsRefused() {
        assertThatThrownBy(() -> report(YearMonth.of(2027, 1)))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("month 2027-01")
                .hasMessageContaining("which goes from 2026-10-31T03:00:00Z to 2026-10-31T23:00:00Z");
        assertThat(folder).isEmptyDirectory();
    }
}
