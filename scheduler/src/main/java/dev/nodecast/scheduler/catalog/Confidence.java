package dev.nodecast.scheduler.catalog;

import java.util.Locale;

/** How far a fact of the catalogue can be trusted. */
public enum Confidence {
    /** Taken as is from a generated copy of AWS's own data. */
    EXACT,
    /** Confirmed by at least one other source or by the pattern of its family. */
    CHECKED,
    /** Computed from another region's price. */
    DERIVED,
    /** A rule of thumb, such as every spot price. */
    ESTIMATE,
    /** Written down without a source at hand. */
    UNVERIFIED,
    /** Given by the user. */
    USER;

    /** As the catalogue's files write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
