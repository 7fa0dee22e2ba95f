package dev.nodecast.scenarios.file;

import dev.nodecast.scenarios.file.binding.Doc;
import dev.nodecast.scenarios.file.value.Bytes;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Instances that exist by plan. */
public record Fleet(
        @Doc(value = "Its name; stands for the NodePool in results.", required = true)
        String name,

        @Doc(value = "Instance type.", required = true) String instanceType,

        @Doc("on-demand or spot: decides the price. Fleets are never interrupted.")
        Capacity capacity,

        @Doc("Zone; the first that offers the type where absent.")
        Optional<String> zone,

        @Doc(value = "How many instances.", min = 1, max = 100000)
        int count,

        @Doc("Whether they are system nodes, which stand beside compute on the bill.")
        boolean system,

        @Doc("Labels of the nodes.") Map<String, String> labels,

        @Doc("Taints of the nodes, as key=value:NoSchedule.")
        List<String> taints,

        @Doc("Hours of the day at which they are on; empty for always.")
        List<Hours> hours,

        @Doc("How long before each of these hours the instances are started, to be warm in time.")
        Duration startAhead,

        @Doc("How long after each of these hours the instances are kept.")
        Duration keepAfter,

        @Doc("Root volume of each instance.") Bytes disk) {

    public static final Fleet DEFAULTS = new Fleet(
            "fleet",
            "g5.xlarge",
            Capacity.ON_DEMAND,
            Optional.empty(),
            1,
            false,
            Map.of(),
            List.of(),
            List.of(),
            Duration.ZERO,
            Duration.ZERO,
            Bytes.ofGib(100));

    /** How the instances are bought. */
    public enum Capacity {
        ON_DEMAND,
        SPOT
    }

    /** Hours of the day, in the scenario's time zone. */
    public record Hours(
            @Doc(value = "When they begin, in quotes: \"09:00\".", required = true)
            LocalTime from,

            @Doc(value = "When they end; \"00:00\" is the end of the day.", required = true)
            LocalTime until,

            @Doc("Days of the week; empty for all.") List<DayOfWeek> days) {

        public static final Hours DEFAULTS = new Hours(LocalTime.of(9, 0), LocalTime.of(17, 0), List.of());
    }
}
