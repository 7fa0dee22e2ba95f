package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.manifest.tree.Limits;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.manifest.tree.MapNode;
import dev.nodecast.scheduler.manifest.tree.SourceReader;
import dev.nodecast.scheduler.manifest.tree.TreeNode;
import dev.nodecast.scheduler.manifest.tree.YamlReader;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads Kubernetes objects from files, folders, text or trees into the model. Problems go to the diagnostics; whatever
 * could be read is returned beside them, and the caller decides whether errors end its work
 * ({@link Diagnostics#throwIfErrors}).
 *
 * <p>Takes multi-document files, JSON, and the lists that {@code kubectl get -o yaml} prints. Objects that carry a uid
 * or resource version count as accepted by an API server: they are not defaulted or checked again, and fields that are
 * not known are only warned of.
 */
public final class ManifestReader {

    /** The name under which standard input appears in messages. */
    public static final String STDIN = "<stdin>";

    private final Diagnostics diagnostics;
    private final Limits limits;
    private final Instant epoch;
    private final ObjectPolicy policy;

    /** Times in the model count from 1970. */
    public ManifestReader(Diagnostics diagnostics) {
        this(diagnostics, Limits.DEFAULT, Instant.EPOCH);
    }

    /**
     * Reads within limits.
     *
     * @param epoch the instant that is zero for times in the model, such as a scenario's start
     */
    public ManifestReader(Diagnostics diagnostics, Limits limits, Instant epoch) {
        this(diagnostics, limits, epoch, ObjectPolicy.WRITTEN);
    }

    private ManifestReader(Diagnostics diagnostics, Limits limits, Instant epoch, ObjectPolicy policy) {
        this.diagnostics = diagnostics;
        this.limits = limits;
        this.epoch = epoch;
        this.policy = policy;
    }

    /** A reader of objects that an API server has accepted, whether or not they carry the marks of that. */
    public static ManifestReader ofStoredObjects(Diagnostics diagnostics) {
        return new ManifestReader(diagnostics, Limits.DEFAULT, Instant.EPOCH, ObjectPolicy.STORED);
    }

    /**
     * A reader of whatever a cluster holds, and of what people would put into one: kinds that are not known are left alone
     * with a note, and workloads of all kinds are read.
     */
    public static ManifestReader ofCluster(Diagnostics diagnostics) {
        return new ManifestReader(diagnostics, Limits.DEFAULT, Instant.EPOCH, ObjectPolicy.CLUSTER);
    }

    /**
     * The objects in files and folders, folders with all *.yaml, *.yml and *.json below them in the order of their paths.
     */
    public Manifests read(List<Path> paths) {
        return read(paths, InputStream.nullInputStream());
    }

    /** Like {@link #read(List)}; the path {@code -} stands for {@code stdin}. */
    public Manifests read(List<Path> paths, InputStream stdin) {
        SourceReader sources = new SourceReader(limits, diagnostics);
        YamlReader yaml = new YamlReader(limits, diagnostics);
        List<TreeNode> trees = new ArrayList<>();
        for (Path path : paths) {
            if (path.toString().equals("-")) {
                sources.stream(STDIN, stdin).ifPresent(text -> trees.addAll(yaml.read(text)));
            } else if (Files.isDirectory(path)) {
                sources.filesOf(path)
                        .forEach(file ->
                                sources.file(file).ifPresent(text -> trees.addAll(objectsOnly(yaml.read(text)))));
            } else {
                sources.file(path).ifPresent(text -> trees.addAll(yaml.read(text)));
            }
        }
        return readTrees(trees);
    }

    /** A folder may also hold dashboards, Helm values and the like; what is no object at all is left alone there. */
    private List<TreeNode> objectsOnly(List<TreeNode> documents) {
        List<TreeNode> objects = new ArrayList<>();
        for (TreeNode document : documents) {
            boolean object = !(document instanceof MapNode map)
                    || map.get("apiVersion").isPresent()
                    || map.get("kind").isPresent();
            if (object) {
                objects.add(document);
            } else {
                diagnostics.add(Diagnostic.note(
                        ManifestRule.NOT_AN_OBJECT.id(),
                        document.mark(),
                        "this is not a Kubernetes object and is left alone"));
            }
        }
        return objects;
    }

    /** The objects in one text. */
    public Manifests read(SourceText text) {
        return readTexts(List.of(text));
    }

    /** The objects in several texts, which refer to each other as those of one folder do. */
    public Manifests readTexts(List<SourceText> texts) {
        YamlReader yaml = new YamlReader(limits, diagnostics);
        List<TreeNode> trees = new ArrayList<>();
        texts.forEach(text -> trees.addAll(yaml.read(text)));
        return readTrees(trees);
    }

    /** The objects in trees, such as those of a live cluster or of fenced blocks of a document. */
    public Manifests readTrees(List<TreeNode> trees) {
        ObjectReader objects = new ObjectReader(diagnostics, epoch, policy);
        trees.forEach(objects::read);
        return CrossReferences.resolve(objects.manifests(), diagnostics);
    }
}
