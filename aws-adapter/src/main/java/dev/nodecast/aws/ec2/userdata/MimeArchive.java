package dev.nodecast.aws.ec2.userdata;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A multi-part text as cloud-init and nodeadm read it.
 *
 * @param parts in order
 */
record MimeArchive(List<Part> parts) {

    static final String SHELL = "text/x-shellscript; charset=\"us-ascii\"";
    static final String NODE_CONFIG = "application/node.eks.aws";

    private static final String BOUNDARY = "//";
    private static final Pattern BOUNDARY_PARAMETER =
            Pattern.compile("boundary=(?:\"([^\"]+)\"|([^;\\s]+))", Pattern.CASE_INSENSITIVE);
    private static final String CONTENT_TYPE = "content-type:";

    /**
     * A part.
     *
     * @param headers one a line, without the line's end
     */
    record Part(List<String> headers, String content) {
        Part {
            headers = List.copyOf(headers);
        }

        Part(String contentType, String content) {
            this(List.of("Content-Type: " + contentType), content);
        }

        /** The same with no header but that of its content. */
        Part typed() {
            return new Part(
                    headers.stream()
                            .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(CONTENT_TYPE))
                            .toList(),
                    content);
        }
    }

    MimeArchive {
        parts = List.copyOf(parts);
    }

    /** Whether a text says that it is one. */
    static boolean is(String text) {
        String start = text.strip();
        return start.startsWith("MIME-Version:") || start.startsWith("Content-Type:");
    }

    /**
     * Reads a text.
     *
     * @throws UnusableUserDataException where it is none
     */
    static MimeArchive parse(String text) {
        String[] lines = text.strip().replace("\r", "").split("\n", -1);
        int body = endOfHeaders(lines, 0);
        String delimiter = "--" + boundary(List.of(lines).subList(0, body));
        List<Part> parts = new ArrayList<>();
        int line = find(lines, body, delimiter);
        while (line < lines.length && lines[line].stripTrailing().equals(delimiter)) {
            int next = find(lines, line + 1, delimiter);
            parts.add(part(lines, line + 1, next));
            line = next;
        }
        if (line >= lines.length) {
            throw new UnusableUserDataException("the multi-part text does not end with `" + delimiter + "--`");
        }
        return new MimeArchive(parts);
    }

    private static Part part(String[] lines, int from, int to) {
        int content = endOfHeaders(lines, from);
        return new Part(
                List.of(lines).subList(from, Math.min(content, to)),
                String.join("\n", List.of(lines).subList(Math.min(content + 1, to), to)));
    }

    private static int endOfHeaders(String[] lines, int from) {
        int line = from;
        while (line < lines.length && !lines[line].isBlank()) {
            line++;
        }
        return line;
    }

    private static int find(String[] lines, int from, String delimiter) {
        int line = from;
        while (line < lines.length
                && !lines[line].stripTrailing().equals(delimiter)
                && !lines[line].stripTrailing().equals(delimiter + "--")) {
            line++;
        }
        return line;
    }

    private static String boundary(List<String> headers) {
        String all = String.join(" ", headers);
        Matcher matcher = BOUNDARY_PARAMETER.matcher(all);
        if (!all.toLowerCase(Locale.ROOT).contains("multipart/") || !matcher.find()) {
            throw new UnusableUserDataException(
                    "found the headers `" + all + "`, expected `Content-Type: multipart/mixed; boundary=\"…\"`");
        }
        return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    }

    /** The text, its lines ended by line feeds alone. */
    String text() {
        StringBuilder text = new StringBuilder("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"")
                .append(BOUNDARY)
                .append("\"\n\n");
        for (Part part : parts) {
            text.append("--").append(BOUNDARY).append('\n');
            part.headers().forEach(header -> text.append(header).append('\n'));
            text.append('\n').append(part.content().replace("\r", "")).append('\n');
        }
        return text.append("--").append(BOUNDARY).append("--\n").toString();
    }
}
