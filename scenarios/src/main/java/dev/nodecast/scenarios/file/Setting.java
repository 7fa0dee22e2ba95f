package dev.nodecast.scenarios.file;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.diagnostics.SourceText;

/**
 * One value that is set from outside the file: {@code spot.market=good-zone}, {@code workload.workers[0].concurrency=2},
 * {@code workload.queues['queue:pro'].arrivals.rate=80/h}. The value is YAML.
 *
 * @param path keys and indices
 * @param value as written
 */
public record Setting(String path, String value) {

    static final String RULE = "NC0601";

    /**
     * Reads {@code path=value}.
     *
     * @throws InvalidInput where there is no {@code =}
     */
    public static Setting parse(String text) {
        int equals = text.indexOf('=');
        if (equals <= 0) {
            throw new InvalidInput(Diagnostic.error(RULE, source(text).whole(), "a setting needs a path and a value")
                    .found("`" + text + "`")
                    .expected("`path=value`, such as `spot.market=good-zone`"));
        }
        return new Setting(
                text.substring(0, equals).strip(), text.substring(equals + 1).strip());
    }

    /** Names the setting in messages; paths in it are relative to the working folder. */
    SourceText text() {
        return SourceText.of(NAME_PREFIX + path, value);
    }

    SourceMark mark() {
        return text().whole();
    }

    static final String NAME_PREFIX = "--set ";

    private static SourceText source(String text) {
        return SourceText.of(NAME_PREFIX + text, text);
    }
}
