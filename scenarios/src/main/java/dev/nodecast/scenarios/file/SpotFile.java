package dev.nodecast.scenarios.file;

import dev.nodecast.scenarios.file.binding.Doc;
import dev.nodecast.scenarios.file.value.FileRef;
import dev.nodecast.scenarios.market.AfterTrace;
import java.time.Duration;
import java.util.List;

/** The spot market. */
public record SpotFile(
        @Doc(
                "Model of capacity and interruptions: advisor (AWS's monthly bands: gentle), or a research preset (harsh).")
        Market market,

        @Doc(
                value = "Research presets: instances that a pool (type in a zone) holds when it has capacity.",
                min = 1,
                max = 100000)
        int poolSize,

        @Doc(value = "Research presets: mean number of instances lost together.", min = 1, max = 1000)
        double meanBatch,

        @Doc("Research presets: whether days and hours differ.")
        boolean tides,

        @Doc("Prices: catalogue (one estimate per type and zone) or drifting (around the discount).")
        Prices prices,

        @Doc(value = "Drifting prices: usual discount from on-demand.", min = 0, max = 0.99)
        double discount,

        @Doc("Capacity traces that replace the model for the pools they name.")
        List<CapacityFile> capacity,

        @Doc("Price histories as `aws ec2 describe-spot-price-history` prints them; used for the pools they name.")
        List<FileRef> priceHistory) {

    public static final SpotFile DEFAULTS =
            new SpotFile(Market.ADVISOR, 20, 1, true, Prices.CATALOGUE, 0.6, List.of(), List.of());

    /** Models of capacity and interruptions. */
    public enum Market {
        /** Capacity never runs out and nobody is interrupted. */
        CALM,
        ADVISOR,
        GOOD_ZONE,
        MID_ZONE,
        SCARCE_ZONE,
        SCARCE_8GPU,
        CPU_R5
    }

    /** Models of prices. */
    public enum Prices {
        CATALOGUE,
        DRIFTING
    }

    /** A capacity trace for some pools. */
    public record CapacityFile(
            @Doc(value = "The trace, in any format that is read, relative to this file.", required = true)
            FileRef file,

            @Doc("Which series of the file, where it has several.")
            String series,

            @Doc("Instance types that it is for; empty for all.")
            List<String> instanceTypes,

            @Doc("Zones that it is for; empty for all.") List<String> zones,

            @Doc("How much of the trace's beginning is left out.")
            Duration skip,

            @Doc(value = "Factor on the capacity, for traces of single launches.", min = 1, max = 100000)
            int multiply,

            @Doc("What happens when the trace ends before the scenario.")
            AfterTrace afterwards) {

        public static final CapacityFile DEFAULTS = new CapacityFile(
                ArrivalsFile.Measurement.DEFAULTS.file(),
                "",
                List.of(),
                List.of(),
                Duration.ZERO,
                1,
                AfterTrace.REPEAT);
    }
}
