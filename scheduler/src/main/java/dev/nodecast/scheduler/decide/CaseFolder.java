package dev.nodecast.scheduler.decide;

import dev.nodecast.scheduler.catalog.list.InstanceTypeList;
import dev.nodecast.scheduler.catalog.list.InstanceTypeListReader;
import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.manifest.ManifestReader;
import dev.nodecast.scheduler.manifest.Manifests;
import dev.nodecast.scheduler.manifest.tree.Field;
import dev.nodecast.scheduler.manifest.tree.Limits;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.manifest.tree.Reading;
import dev.nodecast.scheduler.manifest.tree.SourceReader;
import dev.nodecast.scheduler.manifest.tree.TreeNode;
import dev.nodecast.scheduler.manifest.tree.YamlReader;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.state.ClusterState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads cases: folders with a {@code case.json} that names the catalogue, options and time, and an {@code input.yaml}
 * with the stored objects of a cluster. One reader is kept for many cases, which share catalogues.
 */
public final class CaseFolder {

    private final Map<Path, InstanceTypeList> catalogues = new TreeMap<>();

    /**
     * One case, named as its folder is.
     *
     * @throws InvalidInput where it cannot be read
     */
    public DecisionInput read(Path folder) {
        Diagnostics diagnostics = new Diagnostics();
        return read(folder, text(folder.resolve("input.yaml"), diagnostics), diagnostics);
    }

    /**
     * One case with objects from elsewhere.
     *
     * @throws InvalidInput where it cannot be read
     */
    public DecisionInput read(Path folder, SourceText objects) {
        return read(folder, objects, new Diagnostics());
    }

    private DecisionInput read(Path folder, SourceText stored, Diagnostics diagnostics) {
        CaseDescription description = description(folder.resolve("case.json"), diagnostics);
        Manifests objects = ManifestReader.ofStoredObjects(diagnostics).read(stored);
        diagnostics.throwIfErrors();
        InstanceTypeList catalogue = catalogue(folder, description.instanceTypes(), diagnostics);
        diagnostics.throwIfErrors();
        List<InstanceType> types = OfferingOverride.apply(
                description.overrides(), catalogue.only(description.onlyTypes()).types());
        ClusterState state = ClusterObjects.state(objects);
        List<String> assumptions = new ArrayList<>(new BufferPods(objects).addTo(state));
        return new DecisionInput(
                folder.toAbsolutePath().normalize().getFileName().toString(),
                state,
                OverlaidTypes.of(state, pool -> types, assumptions),
                description.options(catalogue),
                description.spotToSpot(),
                description.now(),
                new LinkedHashMap<>(),
                assumptions);
    }

    private static CaseDescription description(Path file, Diagnostics diagnostics) {
        List<TreeNode> documents = new YamlReader(diagnostics).read(text(file, diagnostics));
        diagnostics.throwIfErrors();
        return Field.root(documents.getFirst(), Reading.lenient(diagnostics))
                .map(CaseDescription::read)
                .orElseThrow(() -> refusal(diagnostics));
    }

    private InstanceTypeList catalogue(Path folder, String file, Diagnostics diagnostics) {
        Path path = find(folder, file, diagnostics);
        InstanceTypeList known = catalogues.get(path);
        if (known != null) {
            return known;
        }
        InstanceTypeList read = new InstanceTypeListReader(diagnostics).read(text(path, diagnostics));
        catalogues.put(path, read);
        return read;
    }

    /** Catalogues are named from the folder of the collection, which holds the kinds of cases, which hold the cases. */
    private static Path find(Path folder, String file, Diagnostics diagnostics) {
        Path here = folder.toAbsolutePath().normalize();
        for (Path base = here; base != null; base = base.getParent()) {
            Path found = base.resolve(file).normalize();
            if (Files.isRegularFile(found)) {
                return found;
            }
        }
        diagnostics.add(Diagnostic.error(
                        ManifestRule.UNREADABLE.id(),
                        SourceText.named(folder.resolve("case.json").toString()).whole(),
                        "there is no such catalogue of instance types")
                .field("instanceTypes.file")
                .found("`" + file + "`")
                .expected("a file named from the case's folder or from one above it"));
        throw refusal(diagnostics);
    }

    private static SourceText text(Path file, Diagnostics diagnostics) {
        return new SourceReader(Limits.DEFAULT, diagnostics).file(file).orElseThrow(() -> refusal(diagnostics));
    }

    private static InvalidInput refusal(Diagnostics diagnostics) {
        return new InvalidInput(diagnostics.list());
    }
}
