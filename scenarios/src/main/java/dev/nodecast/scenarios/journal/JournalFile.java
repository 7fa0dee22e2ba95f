package dev.nodecast.scenarios.journal;

import dev.nodecast.scheduler.recording.Entry;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.JacksonException;

/** One file of a journal that is being written. */
final class JournalFile implements Closeable {

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path path;
    private final FileChannel channel;
    private final OutputStream out;
    private final TypeListWriter lines = new TypeListWriter();
    private final long openedNanos;
    private boolean unflushed;

    /** @throws java.nio.file.FileAlreadyExistsException if it exists: nothing is written over */
    JournalFile(Path path, FileHead head, long nowNanos) throws IOException {
        this.path = path;
        this.openedNanos = nowNanos;
        channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            out = new GZIPOutputStream(new ChannelStream(channel), BUFFER_BYTES, true);
            write(JournalJson.HEADS.writeValueAsBytes(head));
            flush();
        } catch (IOException full) {
            channel.close();
            Files.deleteIfExists(path);
            throw full;
        }
    }

    /** Bytes go to the operating system at once: GZIP's own buffer is the only one. */
    private static final class ChannelStream extends OutputStream {
        private final FileChannel channel;

        ChannelStream(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            ByteBuffer left = ByteBuffer.wrap(bytes, from, count);
            while (left.hasRemaining()) {
                channel.write(left);
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    Path path() {
        return path;
    }

    void write(long n, Entry entry) throws IOException {
        try {
            write(JournalJson.LINES.writeValueAsBytes(lines.line(n, entry)));
        } catch (JacksonException defect) {
            throw new IllegalStateException("cannot write " + entry, defect);
        }
    }

    private void write(byte[] line) throws IOException {
        out.write(line);
        out.write('\n');
        unflushed = true;
    }

    /** Compressed bytes so far, but for those that are still being compressed. */
    long bytes() throws IOException {
        return channel.position();
    }

    long ageNanos(long nowNanos) {
        return nowNanos - openedNanos;
    }

    /** Hands everything to the disk, so that it outlives this process and this machine. */
    void flush() throws IOException {
        if (unflushed) {
            out.flush();
            channel.force(false);
            unflushed = false;
        }
    }

    @Override
    public void close() throws IOException {
        flush();
        out.close();
    }
}
