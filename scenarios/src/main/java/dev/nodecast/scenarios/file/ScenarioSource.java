package dev.nodecast.scenarios.file;

import dev.nodecast.scenarios.file.value.FileRef;
import dev.nodecast.scheduler.diagnostics.SourceText;
import java.nio.file.Path;

/**
 * Where a scenario comes from, which decides what the paths in it are relative to.
 *
 * @param text the scenario's YAML
 * @param folder what its paths are relative to; paths of settings are relative to the working folder
 */
public record ScenarioSource(SourceText text, Path folder) {

    /** The path that a reference stands for; not for {@code builtin:} references. */
    public Path resolve(FileRef reference) {
        boolean setFromOutside = reference.mark().file().startsWith(Setting.NAME_PREFIX);
        return setFromOutside
                ? Path.of(reference.text())
                : folder.resolve(reference.text()).normalize();
    }
}
