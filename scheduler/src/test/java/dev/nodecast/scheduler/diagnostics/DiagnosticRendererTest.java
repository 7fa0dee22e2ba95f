package dev.nodecast.scheduler.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiagnosticRendererTest {

    private final DiagnosticRenderer renderer = DiagnosticRenderer.plain();

    @Test
    void aDiagnosticShowsPlaceLineCaretsFactsAndRemedy() {
        SourceText text = SourceText.of("pool.yaml", "spec:\n  replicas: two\n");
        Diagnostic diagnostic = Diagnostic.error(
                        "NC0207", new SourceMark(text, 2, 13, 3), "`replicas` must be a number")
                .field("spec.replicas")
                .found("\"two\"")
                .expected("a whole number")
                .consequence("the API server refuses the object")
                .help("write `replicas: 2`");

        assertThat(renderer.render(diagnostic)).isEqualTo("""
                error[NC0207]: `replicas` must be a number
                 --> pool.yaml:2:13
                  |
                2 |   replicas: two
                  |             ^^^
                  = field: spec.replicas
                  = found: "two"
                  = expected: a whole number
                  = consequence: the API server refuses the object
                  = help: write `replicas: 2`
                """);
    }

    @Test
    void aDiagnosticWithoutALineNamesTheFileOnly() {
        Diagnostic diagnostic =
                Diagnostic.error("NC0100", SourceText.named("gone.yaml").whole(), "no such file");

        assertThat(renderer.render(diagnostic)).isEqualTo("error[NC0100]: no such file\n --> gone.yaml\n");
    }

    @Test
    void caretsStandBelowWideCharactersAndTabs() {
        // Two Hangul syllables take four cells, the tab four: the caret stands in cell 9.
        SourceText text = SourceText.of("f", "가나\tx");

        assertThat(renderer.render(Diagnostic.note("N", text.at(1, 4), "here")))
                .contains("1 | 가나    x\n  |         ^\n");
    }

    @Test
    void aLongLineIsCutToAWindowAroundTheMark() {
        SourceText text = SourceText.of("f", "a".repeat(500) + "X" + "b".repeat(500));

        String shown = renderer.render(Diagnostic.note("N", text.at(1, 501), "here"));

        assertThat(shown.lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(160));
        String[] lines = shown.split("\n", -1);
        assertThat(lines[3].charAt(lines[4].indexOf('^'))).isEqualTo('X');
    }

    @Test
    void controlCharactersOfTheInputNeverReachTheTerminal() {
        SourceText text = SourceText.of("f\u001B[31m", "x: \u001B[2Jboo");
        Diagnostic diagnostic =
                Diagnostic.error("N", text.at(1, 4), "bad \u0007").found("\u001B[0m");

        assertThat(renderer.render(diagnostic).chars().filter(c -> c != '\n').noneMatch(Character::isISOControl))
                .isTrue();
    }

    @Test
    void coloursAreAddedOnRequestOnly() {
        Diagnostic diagnostic = Diagnostic.warning("N", SourceMark.of("f", 1, 1), "careful");

        assertThat(renderer.render(diagnostic)).doesNotContain("\u001B");
        assertThat(DiagnosticRenderer.coloured().render(diagnostic)).contains("\u001B[1;33mwarning[N]\u001B[0m");
    }

    @Test
    void theLastLineCountsWhatWasFound() {
        Diagnostics diagnostics = new Diagnostics();
        diagnostics.add(Diagnostic.error("A", SourceMark.of("f", 1, 1), "one"));
        diagnostics.add(Diagnostic.error("A", SourceMark.of("f", 2, 1), "two"));
        diagnostics.add(Diagnostic.warning("B", SourceMark.of("f", 3, 1), "three"));

        assertThat(renderer.render(diagnostics)).endsWith("2 errors, 1 warning\n");
    }
}
