package dev.nodecast.scheduler.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Severity;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.system.ReviewContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewTest {

    private static final ReviewContext CONTEXT = ReviewContext.asOf(LocalDate.of(2026, 11, 22));

    @TempDir
    Path folder;

    @Test
    void aSystemWithoutFaultHasNoErrorAndNoWarning() {
        ReviewResult result = GoodSystem.load().review();
        assertThat(result.diagnostics().list(Severity.ERROR)).isEmpty();
        assertThat(result.diagnostics().list(Severity.WARNING)).isEmpty();
        assertThat(result.anythingReadable()).isTrue();
    }

    @Test
    void noteOfASystemWithoutFaultAreOnlyThoseThatAlwaysHold() {
        assertThat(GoodSystem.load().review().diagnostics().list().stream().map(Diagnostic::ruleId))
                .containsExactlyInAnyOrder("NC1205", "NC1207");
    }

    @Test
    void eachFileOfASystemWithoutFaultIsFineByItself() {
        GoodSystem good = GoodSystem.load();
        good.texts().forEach((name, text) -> {
            ReviewResult alone = Review.ofTexts(List.of(SourceText.of(name, text)), CONTEXT);
            assertThat(alone.hasErrors())
                    .as(name + ": " + alone.diagnostics().list())
                    .isFalse();
            assertThat(alone.anythingReadable()).as(name).isTrue();
        });
    }

    @Test
    void everyRuleHasAnIdOfItsOwnATitleAndAnExplanation() {
        assertThat(Rules.all().stream().map(Rule::id))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("NC1[1-7][0-9]{2}"));
        assertThat(new TreeSet<>(Rules.all().stream().map(Rule::id).toList()))
                .containsExactlyElementsOf(Rules.all().stream().map(Rule::id).toList());
        assertThat(Rules.all()).allSatisfy(rule -> {
            assertThat(rule.title()).isNotBlank();
            assertThat(rule.explanation()).hasSizeGreaterThan(80);
            assertThat(rule.source()).matches("|https://\\S+");
        });
        assertThat(Rules.find("nc1101")).isPresent();
        assertThat(Rules.find("NC9999")).isEmpty();
    }

    @Test
    void everyFindingNamesPlaceConsequenceAndRemedy() {
        GoodSystem bad = GoodSystem.load()
                .replacing("worker.yaml", "            timeoutSeconds: 15\n", "")
                .replacing("eks.tf", "ON_DEMAND", "SPOT")
                .with("more.md", "```promql\nkarpenter_nonsense_total\n```\n");
        List<Diagnostic> found = bad.review().diagnostics().list(Severity.WARNING);
        assertThat(found).hasSize(2);
        assertThat(found).allSatisfy(d -> {
            assertThat(d.mark().hasLine()).isTrue();
            assertThat(d.consequence()).isNotBlank();
            assertThat(d.help()).isNotBlank();
        });
    }

    @Test
    void standardInputIsReadAndNamed() {
        InputStream stdin = new ByteArrayInputStream(
                GoodSystem.load().texts().get("karpenter.yaml").getBytes(StandardCharsets.UTF_8));
        ReviewResult result = Review.of(List.of(Path.of("-")), stdin, CONTEXT);
        assertThat(result.anythingReadable()).isTrue();
        assertThat(result.hasErrors()).isFalse();
        assertThat(result.diagnostics().list()).allMatch(d -> d.mark().file().equals("<stdin>"));
    }

    @Test
    void standardInputMayBeTerraformOrMarkdown() {
        for (String file : List.of("eks.tf", "design.md")) {
            String spoiled = GoodSystem.load()
                    .texts()
                    .get(file)
                    .replace("ON_DEMAND", "SPOT")
                    .replace("requeue(job)", "pass");
            InputStream stdin = new ByteArrayInputStream(spoiled.getBytes(StandardCharsets.UTF_8));
            assertThat(Review.of(List.of(Path.of("-")), stdin, CONTEXT).diagnostics().list().stream()
                            .map(Diagnostic::ruleId))
                    .containsAnyOf("NC1510", "NC1404");
        }
    }

    @Test
    void marksOfAFencedBlockPointIntoTheMarkdownFile() {
        String text = "# Title\n\ntext\n\n```yaml\n"
                + GoodSystem.load().texts().get("hpa.yaml").replace("minReplicas: 2", "minReplicas: 0") + "```\n";
        Diagnostic finding =
                Review.ofTexts(List.of(SourceText.of("doc.md", text)), CONTEXT).diagnostics().list().stream()
                        .filter(d -> d.ruleId().equals("NC1102"))
                        .findFirst()
                        .orElseThrow();
        assertThat(finding.mark().snippet()).contains("  minReplicas: 0");
        assertThat(finding.mark().file()).isEqualTo("doc.md");
    }

    @Test
    void aFolderIsReadWithAllKindsOfFilesBelowIt() throws IOException {
        Path below = Files.createDirectories(folder.resolve("a/b"));
        Files.createDirectories(folder.resolve(".git"));
        Files.writeString(folder.resolve(".git/x.yaml"), ": broken");
        Files.writeString(folder.resolve("notes.txt"), "not read");
        for (var file : GoodSystem.load().texts().entrySet()) {
            Files.writeString(below.resolve(file.getKey()), file.getValue());
        }
        ReviewResult result = Review.of(List.of(folder), InputStream.nullInputStream(), CONTEXT);
        assertThat(result.hasErrors()).as("" + result.diagnostics().list()).isFalse();
        assertThat(result.diagnostics().list().stream().map(Diagnostic::ruleId)).contains("NC1207");
    }

    @Test
    void anEmptyFileIsNeverFine() throws IOException {
        for (String name : List.of("a.yaml", "b.tf", "c.md", "d.json", "e.sh")) {
            for (String content : List.of("", "\n\n", "# only a comment\n")) {
                Path file = Files.writeString(folder.resolve(name), content);
                ReviewResult result = Review.of(List.of(file), InputStream.nullInputStream(), CONTEXT);
                assertThat(result.hasErrors())
                        .as(name + " with " + content.strip())
                        .isTrue();
                assertThat(result.anythingReadable()).as(name).isFalse();
            }
        }
    }

    @Test
    void whatCannotBeReadIsNamed() throws IOException {
        byte[] binary = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xfe};
        Path file = Files.write(folder.resolve("x.yaml"), binary);
        ReviewResult result =
                Review.of(List.of(file, folder.resolve("absent.yaml")), InputStream.nullInputStream(), CONTEXT);
        assertThat(result.anythingReadable()).isFalse();
        assertThat(result.diagnostics().list(Severity.ERROR).stream()
                        .map(d -> d.mark().file()))
                .containsExactly(file.toString(), folder.resolve("absent.yaml").toString());
    }

    @Test
    void anAliasBombAndDeepNestingEndQuickly() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a%d: &a%d [".formatted(i, i))
                    .append(("*a" + (i - 1) + ",").repeat(9))
                    .append("]\n");
        }
        String deep = "resource \"a\" \"b\" {\n x = " + "[".repeat(5_000) + "\n}";
        String blocks = "a {\n".repeat(5_000);
        for (SourceText text : List.of(
                SourceText.of("bomb.yaml", bomb.toString()),
                SourceText.of("deep.yaml", "[".repeat(5_000)),
                SourceText.of("deep.tf", deep),
                SourceText.of("blocks.tf", blocks))) {
            ReviewResult result = Review.ofTexts(List.of(text), CONTEXT);
            assertThat(result.hasErrors()).as(text.name()).isTrue();
            assertThat(result.anythingReadable()).as(text.name()).isFalse();
        }
    }

    @Test
    void truncatedTerraformIsAnErrorWithItsPlace() {
        String text = GoodSystem.load().texts().get("eks.tf");
        ReviewResult result =
                Review.ofTexts(List.of(SourceText.of("x.tf", text.substring(0, text.length() / 2))), CONTEXT);
        assertThat(result.diagnostics().list(Severity.ERROR)).hasSize(1);
        assertThat(result.diagnostics().list().getFirst().mark().hasLine()).isTrue();
    }

    @Test
    void oneUnreadableFileDoesNotHideTheFindingsInOthers() {
        GoodSystem spoiled =
                GoodSystem.load().replacing("eks.tf", "ON_DEMAND", "SPOT").with("broken.yaml", "a: [1");
        assertThat(spoiled.review().hasErrors()).isTrue();
        assertThat(spoiled.findings("NC1510")).hasSize(1);
    }

    @Test
    void aBrokenBlockOfATextIsAWarning() {
        GoodSystem quoted = GoodSystem.load().with("more.md", "```yaml\na: [1\n```\n\n```hcl\nresource {\n```\n");
        assertThat(quoted.review().diagnostics().list(Severity.ERROR)).isEmpty();
        assertThat(quoted.review().diagnostics().list(Severity.WARNING)).hasSize(2);
    }
}
