package dev.nodecast.scheduler.review.system;

import dev.nodecast.scheduler.catalog.RegionNames;
import dev.nodecast.scheduler.manifest.Manifests;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.review.source.HclBlock;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the region that the files are about. */
final class RegionOf {

    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]");

    private RegionOf() {}

    static Optional<String> files(Manifests manifests, Terraform terraform) {
        return ofPools(manifests).or(() -> ofProvider(terraform));
    }

    private static Optional<String> ofPools(Manifests manifests) {
        return manifests.values(NodePool.class).stream()
                .flatMap(pool -> RegionNames.ofPool(pool).stream())
                .findFirst();
    }

    private static Optional<String> ofProvider(Terraform terraform) {
        for (HclBlock block : terraform.blocks()) {
            if (block.type().equals("provider") && block.label(0).equals("aws")) {
                Optional<String> region = block.body()
                        .get("region")
                        .map(terraform::resolve)
                        .filter(r -> REGION.matcher(r).matches());
                if (region.isPresent()) {
                    return region;
                }
            }
        }
        return Optional.empty();
    }
}
