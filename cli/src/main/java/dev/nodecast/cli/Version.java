package dev.nodecast.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into this jar: it stands in every output beside scenario hash and seed. */
public final class Version implements IVersionProvider {
    private static final String RESOURCE = "version.properties";

    /** The version of this build, as {@code 0.1.0} or {@code 0.1.0-SNAPSHOT}. */
    public static String current() {
        try (InputStream resource = Version.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException(RESOURCE + " is missing beside " + Version.class.getName()
                        + ": the build did not package its resources; build again");
            }
            Properties properties = new Properties();
            properties.load(resource);
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + RESOURCE, e);
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {"nodecast " + current()};
    }
}
