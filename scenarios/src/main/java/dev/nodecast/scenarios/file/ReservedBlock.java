package dev.nodecast.scenarios.file;

import dev.nodecast.scenarios.file.binding.Doc;
import java.util.Map;

/** A capacity reservation of the account. Node classes ask for it with capacityReservationSelectorTerms. */
public record ReservedBlock(
        @Doc(value = "Its id, such as cr-0123456789abcdef0.", required = true)
        String id,

        @Doc(value = "Instance type.", required = true) String instanceType,

        @Doc(value = "Zone.", required = true) String zone,

        @Doc(value = "How many instances it holds; they are billed whether they run or not.", min = 1, max = 100000)
        int count,

        @Doc("An On-Demand Capacity Reservation (default) or a Capacity Block.")
        Kind type,

        @Doc("Whether its owner may take it back; it is then used after the others.")
        boolean interruptible,

        @Doc("Account that owns it; empty where no term asks for it.")
        String owner,

        @Doc("Which instances it is for: those of any launch (open) or those that name it (targeted).")
        Matching instanceMatchCriteria,

        @Doc("Its tags.") Map<String, String> tags) {

    public static final ReservedBlock DEFAULTS = new ReservedBlock(
            "cr-0", "g5.xlarge", "ap-northeast-2a", 1, Kind.DEFAULT, false, "", Matching.TARGETED, Map.of());

    /** Kinds of reservations. */
    public enum Kind {
        DEFAULT,
        CAPACITY_BLOCK
    }

    /** Which instances a reservation is for. */
    public enum Matching {
        OPEN,
        TARGETED
    }
}
