package dev.nodecast.scenarios.experiment;

import dev.nodecast.scenarios.file.ScenarioFile;
import dev.nodecast.scenarios.resolve.Scenario;
import dev.nodecast.scenarios.result.ScenarioResult;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How results name their scenario. */
final class Identities {

    private static final double SECONDS_PER_HOUR = 3600;

    private Identities() {}

    static ScenarioResult.Identity of(Scenario scenario) {
        ScenarioFile file = scenario.file();
        return new ScenarioResult.Identity(
                file.name(),
                file.description().strip(),
                scenario.hash(),
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(file.start().atZone(file.timeZone())),
                file.timeZone().getId(),
                file.duration().toMillis() / 1000.0 / SECONDS_PER_HOUR,
                file.region(),
                file.cluster().kubernetesVersion(),
                scenario.prices().catalogue().priceDate().toString(),
                file.spot().market().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
