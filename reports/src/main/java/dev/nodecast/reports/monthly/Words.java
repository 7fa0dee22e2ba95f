package dev.nodecast.reports.monthly;

import dev.nodecast.reports.chart.Palette;
import dev.nodecast.scheduler.billing.Category;
import java.awt.Color;
import java.util.List;

/** What the identifiers of result files are called in a report, and their colours. */
final class Words {
    static final String OTHER = "other";

    /** Parts of a day's cost from the bottom of its column; those of no capacity type are one part. */
    static final List<String> PARTS = List.of("spot", "on-demand", "reserved", OTHER);

    private Words() {}

    static String category(Category category) {
        return switch (category) {
            case COMPUTE -> "Instances of node pools";
            case SYSTEM_NODES -> "System nodes";
            case CONTROL_PLANE -> "EKS control plane";
            case STORAGE -> "Storage";
            case DATA -> "Data transfer and network";
            case COMMITMENT -> "Unused Savings Plans and reservations";
        };
    }

    static String part(String part) {
        return switch (part) {
            case "spot" -> "spot instances";
            case "on-demand" -> "on-demand instances";
            case "reserved" -> "reserved instances";
            case OTHER -> "system nodes, control plane, storage, data";
            default -> part;
        };
    }

    static Color colour(String part) {
        return switch (part) {
            case "spot" -> Palette.SPOT;
            case "on-demand" -> Palette.ON_DEMAND;
            case "reserved" -> Palette.RESERVED;
            default -> Palette.OTHER;
        };
    }

    /** {@code 1 job} or {@code 2 jobs}. */
    static String counted(double count, String one, String many) {
        return Formats.count(count) + " " + (count == 1 ? one : many);
    }

    static String orNone(String text) {
        return text.isEmpty() ? "–" : text;
    }
}
