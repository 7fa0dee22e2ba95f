package dev.nodecast.scheduler.review.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceText;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SourceReadersTest {

    private static HclBody hcl(String text) {
        Diagnostics diagnostics = new Diagnostics();
        SourceText source = SourceText.of("x.tf", text);
        HclBody body = HclReader.read(source, 1, source.lineCount(), diagnostics);
        assertThat(diagnostics.list()).isEmpty();
        return body;
    }

    private static List<String> metrics(String promql) {
        SourceText source = SourceText.of("q.promql", promql);
        return PromqlReader.read(source, 1, source.lineCount()).stream()
                .map(PromqlSelector::metric)
                .toList();
    }

    private static List<String> commands(String script) {
        SourceText source = SourceText.of("x.sh", script);
        return ShellReader.read(source, 1, source.lineCount()).stream()
                .map(ShellCommand::text)
                .toList();
    }

    @Test
    void literalsListsAndObjectsAreTakenApart() {
        HclBody body = hcl("""
                module "x" {
                  n = 3 # three
                  b = true
                  list = ["a", "b",]
                  map = { "k.v" = "w", other = 2 }
                  s = "a \\"quoted\\" ${f("x")} b"
                }
                """).blocks().getFirst().body();
        assertThat(body.text("n")).contains("3");
        assertThat(body.text("b")).contains("true");
        assertThat(body.get("list").orElseThrow().literals().stream().map(HclValue.Literal::value))
                .containsExactly("a", "b");
        assertThat(body.object("map").orElseThrow().text("k.v")).contains("w");
        assertThat(body.text("s")).contains("a \"quoted\" ${f(\"x\")} b");
    }

    @Test
    void whatIsComputedStaysText() {
        HclBody body = hcl("""
                resource "r" "n" {
                  a = module.x.y["z"].arn
                  b = jsonencode({
                    Version = "1"
                  })
                  c = [for s in var.l : s.id]
                  d = var.x == "a" ? "b" : "c"
                  e = "a" == "b"
                }
                """).blocks().getFirst().body();
        assertThat(body.get("a")).containsInstanceOf(HclValue.Expression.class);
        assertThat(body.get("a").orElseThrow().text()).isEqualTo("module.x.y[\"z\"].arn");
        assertThat(body.get("b").orElseThrow().text()).endsWith("})");
        assertThat(body.get("c")).containsInstanceOf(HclValue.Expression.class);
        assertThat(body.get("d").orElseThrow().text()).isEqualTo("var.x == \"a\" ? \"b\" : \"c\"");
        assertThat(body.get("e")).containsInstanceOf(HclValue.Expression.class);
    }

    @Test
    void heredocsAndCommentsAreUnderstood() {
        HclBody body = hcl("""
                /* a
                   comment */
                resource "r" "n" {
                  // nothing = here
                  text = <<-EOT
                    line { one
                  EOT
                  after = 1
                }
                """).blocks().getFirst().body();
        assertThat(body.text("text")).contains("    line { one\n");
        assertThat(body.text("after")).contains("1");
    }

    @Test
    void marksPointToTheValue() {
        HclBody body = hcl("a {\n  b = \"c\"\n}\n");
        assertThat(body.blocks().getFirst().body().get("b").orElseThrow().mark().toString())
                .isEqualTo("x.tf:2:7");
    }

    @Test
    void commandsAreSplitAtLinesOperatorsAndQuotes() {
        assertThat(commands("a b \\\n  c # d\n$ e 'f g' && h \"i j\" | k\n"))
                .containsExactly("a b c", "e f g", "h i j", "k");
    }

    @Test
    void heredocsOfScriptsAreNotCommands() {
        assertThat(commands("cat <<EOF > x\nrm -rf\nEOF\nls\n")).containsExactly("cat", "ls");
    }

    @Test
    void chartsAreFoundWithRepositoryVersionAndSettings() {
        SourceText script = SourceText.of("x.sh", """
                helm repo add k https://charts.example.org
                helm upgrade --install rel k/chart -n ns --version=1.2 --set a.b=1,c=2 --set-string 'd\\.e=f'
                """);
        HelmInstall chart = HelmReader.read(ShellReader.read(script, 1, script.lineCount()), List.of())
                .getFirst();
        assertThat(chart.release()).isEqualTo("rel");
        assertThat(chart.chart()).isEqualTo("chart");
        assertThat(chart.repository()).isEqualTo("https://charts.example.org");
        assertThat(chart.version()).isEqualTo("1.2");
        assertThat(chart.settings().keySet()).containsExactly("a.b", "c", "d\\.e");
    }

    @Test
    void onlyMetricsAreMetrics() {
        assertThat(metrics(
                        "histogram_quantile(0.99, sum(rate(a_bucket{l=\"m\", n=~\"o|p\"}[5m] offset 1h)) by (le, q))"))
                .containsExactly("a_bucket");
        assertThat(metrics("sum by (x) (a) / on(y) group_left(z) b > bool 3 and 1e9 # c\n{l=\"m\"}"))
                .containsExactly("a", "b");
    }

    @Test
    void fencesAndTablesOfMarkdownAreFound() {
        MarkdownReader markdown = new MarkdownReader(SourceText.of("x.md", """
                | a | **b** |
                |---|:--|
                | 1 | `2` |

                ~~~yaml
                k: v
                ~~~
                  ```
                  | no | table |
                  |---|---|
                  ```
                """));
        assertThat(markdown.tables()).hasSize(1);
        assertThat(markdown.tables().getFirst().header().get(1).text()).isEqualTo("b");
        assertThat(markdown.tables().getFirst().rows().getFirst().get(1).text()).isEqualTo("2");
        assertThat(markdown.blocks().stream().map(CodeBlock::language)).containsExactly("yaml", "");
        assertThat(markdown.blocks().getFirst().text()).isEqualTo("k: v\n");
    }

    @Property(tries = 500)
    void noTextMakesAReaderFail(
            @ForAll @StringLength(max = 200) @CharRange(from = ' ', to = '~') String text, @ForAll boolean lines) {
        String input = lines ? text.replace(' ', '\n') : text;
        SourceText source = SourceText.of("x", input);
        HclReader.read(source, 1, source.lineCount(), new Diagnostics());
        ShellReader.read(source, 1, source.lineCount());
        PromqlReader.read(source, 1, source.lineCount());
        new MarkdownReader(source).blocks();
    }

    @Property(tries = 500)
    void noTextOfBracketsAndQuotesMakesAReaderFail(
            @ForAll
                    @StringLength(max = 80)
                    @net.jqwik.api.constraints.Chars({
                        '{', '}', '[', ']', '(', '"', '$', '=', 'a', '\n', '<', '#', '/', '*', '\\', ' '
                    })
                    String text) {
        SourceText source = SourceText.of("x", text);
        HclReader.read(source, 1, source.lineCount(), new Diagnostics());
        ShellReader.read(source, 1, source.lineCount());
        PromqlReader.read(source, 1, source.lineCount());
        new MarkdownReader(source).blocks();
    }
}
