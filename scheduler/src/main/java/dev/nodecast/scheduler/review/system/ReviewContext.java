package dev.nodecast.scheduler.review.system;

import dev.nodecast.scheduler.catalog.Catalogue;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What a review needs to know beside the files.
 *
 * @param today the day as of which support periods are judged
 * @param kubernetesVersion such as {@code 1.31}; empty: as the Terraform code says, if it does
 * @param region such as {@code ap-northeast-2}; empty: as the zones in the files say, if they do
 * @param catalogue instance types, prices, EKS releases
 */
public record ReviewContext(
        LocalDate today, Optional<String> kubernetesVersion, Optional<String> region, Catalogue catalogue) {

    /** As of a day; everything else from the files and the bundled catalogue. */
    public static ReviewContext asOf(LocalDate today) {
        return new ReviewContext(today, Optional.empty(), Optional.empty(), Catalogue.bundled());
    }
}
