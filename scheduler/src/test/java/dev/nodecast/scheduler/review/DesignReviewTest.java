package dev.nodecast.scheduler.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.review.system.ReviewContext;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The review of the design document and of its manifests finds what is wrong with them. */
class DesignReviewTest {

    private static final Path SHARED = Path.of(System.getProperty("nodecast.shared", "../../shared"));

    private static Set<String> rulesFound(String path) {
        Path input = SHARED.resolve(path);
        if (!"true".equals(System.getenv("CI"))) {
            assumeTrue(Files.exists(input), "reference data not found at " + input + ": skipped");
        }
        ReviewResult result = Review.of(
                List.of(input), InputStream.nullInputStream(), ReviewContext.asOf(LocalDate.of(2026, 11, 22)));
        assertThat(result.hasErrors()).isTrue();
        assertThat(result.diagnostics().list())
                .allSatisfy(d -> assertThat(d.mark().hasLine()).isTrue());
        return result.diagnostics().list().stream().map(Diagnostic::ruleId).collect(Collectors.toSet());
    }

    @Test
    void theDesignsManifestsHaveTheseFaults() {
        assertThat(rulesFound("data/design-manifests"))
                .contains("NC1101", "NC1102", "NC1104", "NC1105", "NC1107")
                .contains("NC1201", "NC1202", "NC1205", "NC1206", "NC1207", "NC0301", "NC0302")
                .contains("NC1302", "NC1305", "NC1401", "NC1402")
                .contains("NC1503", "NC1504", "NC1506", "NC1507", "NC1508", "NC1509", "NC1510", "NC1511")
                .contains("NC1601", "NC1602", "NC1701");
    }

    @Test
    void theDesignDocumentHasTheseFaults() {
        assertThat(rulesFound("design/eks-karpenter-gpu-autoscaling.ko.md"))
                .contains("NC1101", "NC1102", "NC1104", "NC1105", "NC1106", "NC1107")
                .contains("NC1201", "NC1202", "NC1205", "NC1206", "NC1207", "NC0301", "NC0302", "NC1214")
                .contains("NC1301", "NC1302", "NC1304", "NC1305")
                .contains("NC1401", "NC1402", "NC1403", "NC1404")
                .contains("NC1501", "NC1503", "NC1504", "NC1506", "NC1507", "NC1508", "NC1509", "NC1510", "NC1511")
                .contains("NC1601", "NC1602", "NC1603", "NC1701", "NC1704");
    }
}
