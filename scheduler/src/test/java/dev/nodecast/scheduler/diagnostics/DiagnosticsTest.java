package dev.nodecast.scheduler.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DiagnosticsTest {

    private final Diagnostics diagnostics = new Diagnostics();

    @Test
    void problemsComeInTheOrderOfFilesAsOpenedThenOfLinesAndColumns() {
        diagnostics.opened("b.yaml");
        diagnostics.add(Diagnostic.error("R", SourceMark.of("a.yaml", 1, 1), "fourth"));
        diagnostics.add(Diagnostic.error("R", SourceMark.of("b.yaml", 9, 1), "third"));
        diagnostics.add(Diagnostic.error("R", SourceMark.of("b.yaml", 2, 7), "second"));
        diagnostics.add(Diagnostic.error("R", SourceMark.of("b.yaml", 2, 3), "first"));

        assertThat(diagnostics.list())
                .extracting(Diagnostic::message)
                .containsExactly("first", "second", "third", "fourth");
    }

    @Test
    void aRuleThatFiresWithoutEndIsCountedButNotKept() {
        for (int line = 1; line <= 250; line++) {
            diagnostics.add(Diagnostic.error("R", SourceMark.of("f", line, 1), "again"));
        }
        diagnostics.add(Diagnostic.error("S", SourceMark.of("f", 999, 1), "other"));

        assertThat(diagnostics.list())
                .hasSize(101)
                .last()
                .extracting(Diagnostic::ruleId)
                .isEqualTo("S");
        assertThat(diagnostics.count(Severity.ERROR)).isEqualTo(251);
        assertThat(diagnostics.suppressed()).isEqualTo(150);
    }

    @Test
    void onlyErrorsStopTheWork() {
        diagnostics.add(Diagnostic.warning("R", SourceMark.of("f", 1, 1), "careful"));
        diagnostics.throwIfErrors();
        diagnostics.add(Diagnostic.error("R", SourceMark.of("f", 2, 1), "wrong"));

        assertThatThrownBy(diagnostics::throwIfErrors)
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        invalid -> assertThat(invalid.diagnostics()).hasSize(2));
    }
}
