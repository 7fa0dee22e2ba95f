package dev.nodecast.cli;

import dev.nodecast.scheduler.decide.CaseFolder;
import dev.nodecast.scheduler.decide.DecisionInput;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What every {@code nodecast decide} is given: cases, or the objects of a cluster. */
final class DecisionArguments {

    /** How an answer is printed. */
    enum AnswerFormat {
        /** For programs: one JSON object a line. */
        JSON
    }

    @Option(
            names = "--case",
            paramLabel = "DIR",
            description = {
                "A folder with case.json and input.yaml; repeatable. Each case is answered on its own: one that cannot be",
                "read is reported, the others are answered, and the exit code is 2."
            })
    private List<Path> cases = new ArrayList<>();

    @Option(names = "--format", defaultValue = "JSON", description = "json: one object a line.")
    private AnswerFormat format = AnswerFormat.JSON;

    AnswerFormat format() {
        return format;
    }

    /** Hands over one input after the other, so that many cases need no more memory than the largest. */
    int forEach(CommandLine commandLine, Consumer<DecisionInput> answer) {
        if (cases.isEmpty()) {
            throw new CommandLine.ParameterException(commandLine, "nothing to decide on: name a folder with --case");
        }
        CaseFolder reader = new CaseFolder();
        int code = ExitCode.DONE;
        for (Path folder : cases) {
            try {
                answer.accept(reader.read(folder));
            } catch (InvalidInput refused) {
                code = Failures.refused(refused, commandLine.getErr());
            }
        }
        commandLine.getOut().flush();
        return code;
    }
}
