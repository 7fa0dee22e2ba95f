package dev.nodecast.aws.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.review.source.HclBlock;
import dev.nodecast.scheduler.review.source.HclBody;
import dev.nodecast.scheduler.review.source.HclReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * The Terraform module, as far as it can be checked without its provider: it is HCL, all that it mentions is declared and all that
 * is declared is used, and its policies are whole once their variables are filled in. {@code terraform validate} would know the
 * provider's attributes too, but must download it.
 */
class TerraformTest {

    private static final Path MODULE = Path.of("deploy/terraform");
    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*(#|//).*$");
    private static final Pattern MENTION =
            Pattern.compile("(?<![\\w.-])(data\\.aws_\\w+\\.\\w+|aws_\\w+\\.\\w+|var\\.\\w+|local\\.\\w+)");
    private static final Pattern FILE = Pattern.compile("file\\(\"\\$\\{path\\.module}/([^\"]+)\"");
    private static final Pattern TEMPLATE =
            Pattern.compile("templatefile\\(\"\\$\\{path\\.module}/([^\"]+)\", \\{(.*?)\\n\\s*}\\)", Pattern.DOTALL);
    private static final Pattern ARGUMENT = Pattern.compile("(?m)^\\s*(\\w+)\\s*=");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");

    private static SortedMap<String, String> texts() throws IOException {
        SortedMap<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(MODULE)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".tf")).toList()) {
                texts.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        assertThat(texts).hasSizeGreaterThan(5);
        return texts;
    }

    private static String code() throws IOException {
        return COMMENT.matcher(String.join("\n", texts().values())).replaceAll("");
    }

    private static SortedSet<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<HclBlock> blocks() throws IOException {
        Diagnostics diagnostics = new Diagnostics();
        List<HclBlock> blocks = new ArrayList<>();
        texts().forEach((name, text) -> blocks.addAll(
                HclReader.read(SourceText.of(name, text), 1, (int) text.lines().count(), diagnostics)
                        .blocks()));
        assertThat(diagnostics.list()).isEmpty();
        return blocks;
    }

    private static SortedSet<String> declared() throws IOException {
        SortedSet<String> declared = new TreeSet<>();
        for (HclBlock block : blocks()) {
            String labels = String.join(".", block.labels());
            switch (block.type()) {
                case "resource" -> declared.add(labels);
                case "data" -> declared.add("data." + labels);
                case "variable" -> declared.add("var." + labels);
                case "locals" ->
                    block.body().attributes().stream()
                            .map(HclBody.Attribute::name)
                            .forEach(name -> declared.add("local." + name));
                default -> assertThat(block.type()).isIn("terraform", "output", "provider");
            }
        }
        return declared;
    }

    @Test
    void whatIsMentionedIsDeclared() throws IOException {
        assertThat(found(MENTION, code())).contains("var.cluster_name").isSubsetOf(declared());
    }

    @Test
    void noVariableAndNoDataIsThereForNothing() throws IOException {
        SortedSet<String> mayBeUsed = declared();
        mayBeUsed.removeIf(name -> name.startsWith("aws_"));
        assertThat(found(MENTION, code())).containsAll(mayBeUsed);
    }

    @Test
    void everyVariableAndOutputSaysWhatItIs() throws IOException {
        assertThat(blocks())
                .filteredOn(block -> List.of("variable", "output").contains(block.type()))
                .isNotEmpty()
                .allSatisfy(block -> assertThat(block.body().text("description"))
                        .as(block.labels().toString())
                        .isPresent());
    }

    @Test
    void everyFileIsThereAndUsed() throws IOException {
        try (Stream<Path> policies = Files.list(MODULE.resolve("policies"))) {
            assertThat(found(FILE, code()))
                    .containsExactlyInAnyOrderElementsOf(policies.map(file -> "policies/" + file.getFileName())
                            .toList());
        }
    }

    /** A template and the names of what fills it. */
    private record Template(String file, SortedSet<String> arguments) {}

    private static List<Template> templates() throws IOException {
        List<Template> templates = new ArrayList<>();
        for (MatchResult call : TEMPLATE.matcher(code()).results().toList()) {
            templates.add(new Template(call.group(1), found(ARGUMENT, call.group(2))));
        }
        assertThat(templates).isNotEmpty();
        return templates;
    }

    @Test
    void templatesAreGivenWhatTheyAskForAndNoMore() throws IOException {
        for (Template template : templates()) {
            String text = Files.readString(MODULE.resolve(template.file()));
            assertThat(template.arguments()).as(template.file()).isEqualTo(found(PLACEHOLDER, text));
        }
    }

    private record Run(int code, String output) {}

    private static Run terraform(Path folder, String input, String... arguments)
            throws IOException, InterruptedException {
        boolean there = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "terraform")));
        assumeTrue(there, "there is no terraform on the PATH: the module is checked by our own reader only");
        List<String> command = new ArrayList<>(List.of("terraform"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    @Test
    void terraformFindsItWellFormed() throws IOException, InterruptedException {
        Run format = terraform(MODULE, "", "fmt", "-check", "-diff", "-recursive", "-no-color");
        assertThat(format.output()).isEmpty();
        assertThat(format.code()).isZero();
    }

    /** Terraform's own templates, in a folder that needs no provider. */
    @Test
    void terraformFillsThePolicies(@TempDir Path folder) throws IOException, InterruptedException {
        for (Template template : templates()) {
            Path copy = folder.resolve(template.file());
            Files.createDirectories(copy.getParent());
            Files.copy(MODULE.resolve(template.file()), copy);
            String arguments = template.arguments().stream()
                    .map(name -> name + " = \"given-" + name + "\"")
                    .collect(Collectors.joining(", "));
            Run filled = terraform(
                    folder,
                    "jsonencode(jsondecode(templatefile(\"" + template.file() + "\", {" + arguments + "})))\n",
                    "console",
                    "-no-color");
            assertThat(filled.code()).as(filled.output()).isZero();
            String policy = JsonMapper.shared().readTree(filled.output()).asString();
            assertThat(JsonMapper.shared().readTree(policy).path("Statement").size())
                    .isPositive();
            assertThat(policy).contains("given-").doesNotContain("${");
        }
    }
}
