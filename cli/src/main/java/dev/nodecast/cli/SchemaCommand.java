package dev.nodecast.cli;

import dev.nodecast.scenarios.file.ScenarioReader;
import dev.nodecast.scenarios.result.ResultSchema;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code nodecast schema}: the JSON Schema of what Nodecast reads and writes. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = "Prints a JSON Schema: of scenario files, for completion in an editor, or of results.")
final class SchemaCommand implements Callable<Integer> {

    /** What has a schema. */
    enum Subject {
        SCENARIO,
        RESULT
    }

    @Parameters(paramLabel = "scenario|result")
    private Subject subject = Subject.SCENARIO;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                switch (subject) {
                    case SCENARIO -> Json.text(ScenarioReader.schema());
                    case RESULT -> ResultSchema.json();
                });
        out.flush();
        return ExitCode.DONE;
    }
}
