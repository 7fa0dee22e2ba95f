package dev.nodecast.scheduler.review.source;

import dev.nodecast.scheduler.diagnostics.SourceMark;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A Helm chart that is installed, by a command or by Terraform.
 *
 * @param release the release's name
 * @param chart the chart's name without its repository
 * @param repository address of its repository; empty where it is not known
 * @param version as asked for; empty where none is
 * @param settings values given one by one, by their dotted names; escaped dots stay escaped
 * @param values values given as a block of text; empty where there are none
 * @param mark where the chart is named
 */
public record HelmInstall(
        String release,
        String chart,
        String repository,
        String version,
        SequencedMap<String, Setting> settings,
        String values,
        SourceMark mark) {

    /** One {@code --set}. */
    public record Setting(String value, SourceMark mark) {}

    /** The value with this dotted name. */
    public Optional<Setting> setting(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    /** Whether a value's last part has this name, given either way. */
    public boolean mentions(String lastPart) {
        for (Map.Entry<String, Setting> entry : settings.entrySet()) {
            String name = entry.getKey().replaceAll("\\[[0-9]+]", "");
            if (name.equals(lastPart) || name.endsWith("." + lastPart)) {
                return true;
            }
        }
        return values.contains(lastPart);
    }
}
