package dev.nodecast.aws.autoscale.source;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a Redis server that sends some commands at once and reads their answers, by the second version of its protocol
 * (RESP2, redis.io/docs/latest/develop/reference/protocol-spec). That is all that reading lengths takes; a client library would
 * bring pools, reactors and codecs.
 */
final class RedisConnection implements AutoCloseable {

    private static final int LINE_MAX = 4096;

    private final Socket socket;
    private final InputStream in;

    /** Where a server is. */
    record Server(String host, int port) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** The server refused a command. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }
    }

    /** @param tls null for a connection in clear */
    RedisConnection(Server server, @Nullable SSLContext tls) throws IOException {
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(server.host, server.port), (int) Timeouts.CONNECT.toMillis());
            plain.setSoTimeout((int) Timeouts.ANSWER.toMillis());
            plain.setTcpNoDelay(true);
            socket = tls == null ? plain : encrypted(plain, server, tls);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException | RuntimeException failed) {
            plain.close();
            throw failed;
        }
    }

    private static Socket encrypted(Socket plain, Server server, SSLContext tls) throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, server.host, server.port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /**
     * The answers to some commands, in order.
     *
     * @throws RefusedException where one is answered by an error
     */
    List<String> send(List<List<String>> commands) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        commands.forEach(command -> write(out, command));
        socket.getOutputStream().write(out.toByteArray());
        List<String> answers = new ArrayList<>();
        for (List<String> command : commands) {
            answers.add(answer(command.getFirst()));
        }
        return answers;
    }

    private static void write(ByteArrayOutputStream out, List<String> command) {
        out.writeBytes(("*" + command.size() + "\r\n").getBytes(StandardCharsets.US_ASCII));
        for (String word : command) {
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            out.writeBytes(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(bytes);
            out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private String answer(String command) throws IOException {
        String line = line();
        String rest = line.isEmpty() ? "" : line.substring(1);
        return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+', ':' -> rest;
            case '-' -> throw new RefusedException(command + " was answered by: " + rest);
            default -> throw new IOException(command + " was answered by what is no answer of Redis: " + line);
        };
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection was closed in the middle of an answer");
            }
            if (line.length() == LINE_MAX) {
                throw new IOException("an answer is longer than any of Redis");
            }
            line.append((char) next);
        }
        if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
            line.setLength(line.length() - 1);
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException closedAlready) {
            // there is nothing left to be done with it
        }
    }
}
