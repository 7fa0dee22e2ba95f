package dev.nodecast.aws.testbed.bed;

import dev.nodecast.aws.testbed.http.Faults;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * How a simulated account is set up.
 *
 * @param scenario a ready scenario's name or a file's path: its region, prices, market, times and interruptions hold
 * @param settings of the scenario, as {@code --set} takes them
 * @param cluster the cluster's name; empty for the one that the scenario's node classes select subnets by
 * @param faults whether calls fail now and then
 */
public record AccountSettings(
        String scenario, List<String> settings, String cluster, long seed, double speed, boolean faults) {

    private static final String SEPARATOR = "\u0000";

    public AccountSettings {
        settings = List.copyOf(settings);
    }

    Faults.Rates rates() {
        return faults ? Faults.Rates.some() : Faults.Rates.NONE;
    }

    void write(Path file) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("scenario", scenario);
        properties.setProperty("settings", String.join(SEPARATOR, settings));
        properties.setProperty("cluster", cluster);
        properties.setProperty("seed", Long.toString(seed));
        properties.setProperty("speed", Double.toString(speed));
        properties.setProperty("faults", Boolean.toString(faults));
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
    }

    static AccountSettings read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        String settings = properties.getProperty("settings", "");
        return new AccountSettings(
                properties.getProperty("scenario", ""),
                settings.isEmpty() ? List.of() : List.of(settings.split(SEPARATOR)),
                properties.getProperty("cluster", ""),
                Long.parseLong(properties.getProperty("seed", "1")),
                Double.parseDouble(properties.getProperty("speed", "1")),
                Boolean.parseBoolean(properties.getProperty("faults", "false")));
    }
}
