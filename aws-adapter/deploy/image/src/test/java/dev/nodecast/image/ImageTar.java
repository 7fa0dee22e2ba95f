package dev.nodecast.image;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An image as {@code docker load} takes it: a manifest, a configuration, and layers that are archives themselves. */
record ImageTar(Path file, JsonNode manifest, JsonNode config) {

    private static final int EXECUTABLE = 0100;

    /** A file of a layer. */
    record Entry(long size, int mode, long uid) {}

    static ImageTar open(Path file) throws IOException {
        JsonNode manifest =
                JsonMapper.shared().readTree(bytes(file, "manifest.json")).path(0);
        String config = manifest.path("Config").asString();
        return new ImageTar(file, manifest, JsonMapper.shared().readTree(bytes(file, config)));
    }

    private static byte[] bytes(Path file, String name) throws IOException {
        try (TarArchiveInputStream tar = archive(Files.newInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    return tar.readAllBytes();
                }
            }
        }
        throw new IOException(file + " has no " + name);
    }

    private static TarArchiveInputStream archive(InputStream in) {
        return new TarArchiveInputStream(new BufferedInputStream(in));
    }

    private List<String> layers() {
        List<String> names = new ArrayList<>();
        manifest.path("Layers").forEach(layer -> names.add(layer.asString()));
        return names;
    }

    int layerCount() {
        return layers().size();
    }

    /** The files of all layers, by their path. */
    SortedMap<String, Entry> files() throws IOException {
        SortedMap<String, Entry> files = new TreeMap<>();
        eachEntry((entry, content) -> {
            if (entry.isFile()) {
                files.put("/" + entry.getName(), new Entry(entry.getSize(), entry.getMode(), entry.getLongUserId()));
            }
        });
        return files;
    }

    /** Lays the layers over each other, as a container's root. */
    void unpackTo(Path root) throws IOException {
        eachEntry((entry, content) -> {
            Path target = root.resolve(entry.getName()).normalize();
            if (!target.startsWith(root)) {
                throw new IOException("a layer leads out of the image: " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(target);
            } else {
                Files.createDirectories(target.getParent());
                Files.copy(content, target);
                // Java looks at it before it takes a cache.
                Files.setLastModifiedTime(target, entry.getLastModifiedTime());
                if ((entry.getMode() & EXECUTABLE) != 0) {
                    Files.setPosixFilePermissions(
                            target,
                            Set.of(
                                    PosixFilePermission.OWNER_READ,
                                    PosixFilePermission.OWNER_EXECUTE,
                                    PosixFilePermission.GROUP_READ,
                                    PosixFilePermission.GROUP_EXECUTE,
                                    PosixFilePermission.OTHERS_READ,
                                    PosixFilePermission.OTHERS_EXECUTE));
                }
            }
        });
    }

    @FunctionalInterface
    private interface Visitor {
        void visit(TarArchiveEntry entry, InputStream content) throws IOException;
    }

    private void eachEntry(Visitor visitor) throws IOException {
        for (String layer : layers()) {
            try (TarArchiveInputStream image = archive(Files.newInputStream(file))) {
                TarArchiveEntry found = image.getNextEntry();
                while (!found.getName().equals(layer)) {
                    found = image.getNextEntry();
                }
                TarArchiveInputStream files = archive(new GZIPInputStream(image));
                for (TarArchiveEntry entry = files.getNextEntry(); entry != null; entry = files.getNextEntry()) {
                    visitor.visit(entry, files);
                }
            }
        }
    }
}
