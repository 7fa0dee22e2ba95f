package dev.nodecast.scheduler.catalog;

/**
 * What a spot price is estimated from where there is no price history.
 *
 * @param perMille saving over on-demand, averaged over the zones, in thousandths
 */
public record SpotDiscount(int perMille, Basis basis) {

    /** Where the saving comes from. */
    public enum Basis {
        /** “Savings over on-demand” of the AWS Spot Instance Advisor, 2025-06-28. */
        ADVISOR("spot advisor of 2025-06-28"),
        /** Mean of the spot prices per zone in the SkyPilot catalogue v8 of 2025–2026. */
        POINTS("SkyPilot catalogue v8, 2025-2026");

        private final String source;

        Basis(String source) {
            this.source = source;
        }

        String source() {
            return source;
        }
    }
}
