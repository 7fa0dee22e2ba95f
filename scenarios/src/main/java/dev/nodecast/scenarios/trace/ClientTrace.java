package dev.nodecast.scenarios.trace;

import java.util.List;

/**
 * How one client of a service sent its requests, window by window, as ServeGen describes clients (Xiang et al.,
 * "ServeGen", 2025): a renewal process with the given rate and burstiness within each window.
 */
public record ClientTrace(List<Window> windows) implements Trace {

    /**
     * One window; it ends where the next begins.
     *
     * @param startNs start, since the trace's start
     * @param requestsPerSecond mean rate
     * @param gapCv coefficient of variation of the gaps between requests; 0 where the client was silent
     * @param gapFamily distribution family fitted to the gaps ({@code Gamma}, {@code Weibull}, …); may be empty
     * @param first first parameter of the fit, as printed
     * @param second second parameter of the fit, as printed
     */
    public record Window(
            long startNs, double requestsPerSecond, double gapCv, String gapFamily, double first, double second) {}

    public ClientTrace {
        windows = List.copyOf(windows);
    }

    @Override
    public String kind() {
        return "client windows";
    }
}
