package dev.nodecast.scheduler.model;

/** A namespace, which selectors choose by its labels. */
public record Namespace(String name, Labels labels) {

    private static final String NAME = "kubernetes.io/metadata.name";

    /** The namespace of which only the name is known; the API server gives each its name as a label. */
    public static Namespace named(String name) {
        return new Namespace(name, Labels.of(NAME, name));
    }

    /** This with the label that the API server gives it. */
    public Namespace withNameLabel() {
        return new Namespace(name, labels.with(NAME, name));
    }
}
