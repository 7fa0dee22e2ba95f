package dev.nodecast.cli;

import dev.nodecast.scenarios.library.ReadyScenarios;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nodecast scenarios}: what is ready to be run by name. */
@Command(name = "scenarios", mixinStandardHelpOptions = true, description = "Lists the ready scenarios.")
final class ScenariosCommand implements Callable<Integer> {

    @Option(
            names = "--reference",
            description = "Prints the commented file of all settings with their defaults instead.")
    private boolean reference;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (reference) {
            out.print(ReadyScenarios.reference());
        } else {
            Map<String, String> ready = ReadyScenarios.descriptions();
            int longest = ready.keySet().stream().mapToInt(String::length).max().orElse(0);
            ready.forEach((name, what) -> out.println(name + " ".repeat(longest + 2 - name.length()) + what));
        }
        out.flush();
        return ExitCode.DONE;
    }
}
