package dev.nodecast.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One run of the whole program within the test's process. */
record CommandLine(int exitCode, String out, String err) {

    static CommandLine nodecast(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Nodecast.run(new PrintWriter(out), new PrintWriter(err, true), args);
        return new CommandLine(code, out.toString(), err.toString());
    }

    JsonNode json() {
        return JsonMapper.shared().readTree(out);
    }
}
