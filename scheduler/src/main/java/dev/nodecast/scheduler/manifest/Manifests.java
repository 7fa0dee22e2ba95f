package dev.nodecast.scheduler.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All objects that were read, in source order. Objects of one type are asked for by the model's class:
 * {@code manifests.values(NodePool.class)}.
 *
 * @param all every object, those of kinds the model does not have as {@link UnreadObject}
 */
public record Manifests(List<Manifest<?>> all) {

    /** Nothing. */
    public static final Manifests NONE = new Manifests(List.of());

    /** Keeps a copy of the list. */
    public Manifests {
        all = List.copyOf(all);
    }

    /** The objects of one class of the model, with their trees. */
    public <T> List<Manifest<T>> of(Class<T> type) {
        List<Manifest<T>> found = new ArrayList<>();
        for (Manifest<?> manifest : all) {
            if (type.isInstance(manifest.value())) {
                found.add(new Manifest<>(manifest.header(), type.cast(manifest.value()), manifest.tree()));
            }
        }
        return found;
    }

    /** The objects of one class of the model. */
    public <T> List<T> values(Class<T> type) {
        return of(type).stream().map(Manifest::value).toList();
    }

    /** The object of this class with this name. */
    public <T> Optional<T> named(Class<T> type, String name) {
        return of(type).stream()
                .filter(manifest -> manifest.header().name().equals(name))
                .map(Manifest::value)
                .findFirst();
    }

    /** These objects and then those. */
    public Manifests plus(Manifests others) {
        List<Manifest<?>> both = new ArrayList<>(all);
        both.addAll(others.all);
        return new Manifests(both);
    }
}
