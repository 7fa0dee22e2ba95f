package dev.nodecast.scheduler.review.source;

import dev.nodecast.scheduler.diagnostics.SourceText;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a text is, by its name's ending or else by what it looks like. */
enum InputKind {
    YAML,
    JSON,
    TERRAFORM,
    MARKDOWN,
    SHELL,
    PYTHON,
    PROMQL;

    private static final Pattern HCL =
            Pattern.compile("(?m)^\\s*(resource|module|provider|data|variable|locals|terraform|output)\\b[^\\n:=]*\\{");
    private static final Pattern FENCE = Pattern.compile("(?m)^\\s*(```|~~~)");
    private static final Pattern HEADING = Pattern.compile("(?m)\\A#{1,6} \\S");
    private static final Pattern API_VERSION = Pattern.compile("(?m)^\\s*-?\\s*\"?apiVersion\"?\\s*:");

    /** By the ending alone. */
    static Optional<InputKind> ofName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        int dot = lower.lastIndexOf('.');
        return switch (dot < 0 ? "" : lower.substring(dot + 1)) {
            case "yaml", "yml" -> Optional.of(YAML);
            case "json" -> Optional.of(JSON);
            case "tf", "hcl", "tofu" -> Optional.of(TERRAFORM);
            case "md", "markdown" -> Optional.of(MARKDOWN);
            case "sh", "bash" -> Optional.of(SHELL);
            case "py" -> Optional.of(PYTHON);
            case "promql" -> Optional.of(PROMQL);
            default -> Optional.empty();
        };
    }

    /** By the ending, or else by the content; what looks like nothing else counts as YAML. */
    static InputKind of(SourceText text) {
        Optional<InputKind> named = ofName(text.name());
        if (named.isPresent()) {
            return named.get();
        }
        String content = text.text();
        String start = content.stripLeading();
        if (start.startsWith("{") || start.startsWith("[")) {
            return JSON;
        }
        if (FENCE.matcher(content).find()
                && (HEADING.matcher(start).find()
                        || !API_VERSION.matcher(content).lookingAt())) {
            return MARKDOWN;
        }
        if (API_VERSION.matcher(content).find()) {
            return YAML;
        }
        if (start.startsWith("#!") && start.lines().findFirst().orElse("").contains("sh")) {
            return SHELL;
        }
        return HCL.matcher(content).find() ? TERRAFORM : YAML;
    }

    /** The kind that a fence's language names; empty for languages that a review does not read. */
    static Optional<InputKind> ofLanguage(String language) {
        return switch (language) {
            case "yaml", "yml" -> Optional.of(YAML);
            case "json" -> Optional.of(JSON);
            case "hcl", "terraform", "tf" -> Optional.of(TERRAFORM);
            case "bash", "sh", "shell", "console", "zsh" -> Optional.of(SHELL);
            case "python", "py" -> Optional.of(PYTHON);
            case "promql" -> Optional.of(PROMQL);
            default -> Optional.empty();
        };
    }
}
