package dev.nodecast.scenarios.trace.source;

import dev.nodecast.scheduler.diagnostics.InvalidInput;
import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Unpacks a zstd file in memory. */
final class ZstdText {

    private ZstdText() {}

    static byte[] decompress(Path path, byte[] bytes) {
        try (InputStream in = new ZstdInputStream(new ByteArrayInputStream(bytes))) {
            byte[] unpacked = in.readNBytes((int) TraceFile.SIZE_MAX_BYTES);
            if (in.read() >= 0) {
                throw new IOException("more than " + TraceFile.SIZE_MAX_BYTES + " bytes unpacked");
            }
            return unpacked;
        } catch (IOException | MalformedInputException e) {
            throw (InvalidInput) TraceProblem.error(
                            path,
                            0,
                            "a damaged zstd file (" + e.getMessage() + ")",
                            "a whole zstd file",
                            "fetch it again")
                    .initCause(e);
        }
    }
}
