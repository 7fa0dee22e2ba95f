package dev.nodecast.scheduler.review.system;

import dev.nodecast.scheduler.review.source.HclBlock;
import dev.nodecast.scheduler.review.source.HclBody;
import dev.nodecast.scheduler.review.source.HclValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Terraform code of the system; answers by literals and by the text of references only. */
public final class Terraform {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{\\s*([A-Za-z0-9_.\\-]+)\\s*}");

    private final List<HclBlock> blocks;

    Terraform(List<HclBlock> blocks) {
        this.blocks = List.copyOf(blocks);
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return blocks.isEmpty();
    }

    /** All top-level blocks. */
    public List<HclBlock> blocks() {
        return blocks;
    }

    /** Resources of a type. */
    public List<HclBlock> resources(String type) {
        return blocks.stream()
                .filter(b -> b.type().equals("resource") && b.label(0).equals(type))
                .toList();
    }

    /** Modules whose source contains a text. */
    public List<HclBlock> modules(String sourcePart) {
        return blocks.stream()
                .filter(b -> b.type().equals("module"))
                .filter(b -> b.body().text("source").orElse("").contains(sourcePart))
                .toList();
    }

    /** Modules and resources that describe an EKS cluster. */
    public List<HclBlock> clusters() {
        List<HclBlock> clusters = new ArrayList<>(resources("aws_eks_cluster"));
        for (HclBlock module : blocks) {
            if (module.type().equals("module") && version(module).isPresent()) {
                clusters.add(module);
            }
        }
        return clusters;
    }

    /** The attribute with the cluster's Kubernetes version: the registry module's before and from its version 21, or a resource's. */
    public static Optional<HclBody.Attribute> version(HclBlock cluster) {
        if (cluster.type().equals("resource")) {
            return cluster.body().attribute("version");
        }
        boolean eks = cluster.body().text("source").orElse("").contains("eks");
        return cluster.body()
                .attribute("cluster_version")
                .or(() -> eks ? cluster.body().attribute("kubernetes_version") : Optional.empty());
    }

    /** Whether any block contains a text. */
    public boolean mentions(String text) {
        return blocks.stream().anyMatch(b -> b.text().contains(text));
    }

    /** A literal with its references replaced where these lead to literals; the others stay as they are. */
    public String resolve(String text) {
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder out = new StringBuilder();
        while (matcher.find()) {
            String replacement = literalOf(matcher.group(1)).orElse(matcher.group());
            matcher.appendReplacement(out, Matcher.quoteReplacement(replacement));
        }
        return matcher.appendTail(out).toString();
    }

    /** A value as text: a literal resolved, a reference followed where it leads to a literal. */
    public String resolve(HclValue value) {
        return value.literal()
                .map(this::resolve)
                .orElseGet(() -> literalOf(value.text()).orElse(value.text()));
    }

    private Optional<String> literalOf(String reference) {
        String[] path = reference.split("\\.");
        if (path.length == 2 && path[0].equals("local")) {
            return attribute(bodies("locals", ""), path[1]);
        }
        if (path.length == 2 && path[0].equals("var")) {
            return attribute(bodies("variable", path[1]), "default");
        }
        if (path.length == 3 && path[0].equals("module")) {
            List<HclBody> module = bodies("module", path[1]);
            return attribute(module, path[2])
                    .or(() -> path[2].equals("cluster_name") ? attribute(module, "name") : Optional.empty());
        }
        if (path.length == 3) {
            List<HclBody> resource = resources(path[0]).stream()
                    .filter(b -> b.label(1).equals(path[1]))
                    .map(HclBlock::body)
                    .toList();
            return attribute(resource, path[2].equals("id") ? "name" : path[2]);
        }
        return Optional.empty();
    }

    private List<HclBody> bodies(String type, String label) {
        return blocks.stream()
                .filter(b -> b.type().equals(type) && b.label(0).equals(label))
                .map(HclBlock::body)
                .toList();
    }

    private static Optional<String> attribute(List<HclBody> bodies, String name) {
        return bodies.stream()
                .map(body -> body.text(name))
                .flatMap(Optional::stream)
                .filter(text -> !text.contains("${"))
                .findFirst();
    }
}
