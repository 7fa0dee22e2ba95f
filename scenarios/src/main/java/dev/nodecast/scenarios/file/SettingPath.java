package dev.nodecast.scenarios.file;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The steps of a setting's path: keys (text) and indices of lists. */
final class SettingPath {

    private static final Pattern STEP =
            Pattern.compile("\\.?([^.\\[\\]]+)|\\[([0-9]{1,6})]|\\['([^']*)']|\\[\"([^\"]*)\"]");

    /** A key, or an index where {@code index} is 0 or more. */
    record Step(String key, int index) {}

    private SettingPath() {}

    static List<Step> parse(Setting setting) {
        List<Step> steps = new ArrayList<>();
        Matcher step = STEP.matcher(setting.path());
        int end = 0;
        while (step.find() && step.start() == end) {
            end = step.end();
            if (step.group(2) != null) {
                steps.add(new Step("", Integer.parseInt(step.group(2))));
            } else {
                String key =
                        step.group(1) != null ? step.group(1) : step.group(3) != null ? step.group(3) : step.group(4);
                steps.add(new Step(key, -1));
            }
        }
        if (steps.isEmpty() || end != setting.path().length()) {
            throw new InvalidInput(
                    Diagnostic.error(Setting.RULE, setting.mark(), "the path of a setting cannot be read")
                            .found("`" + setting.path() + "`")
                            .expected("keys joined by dots, indices in brackets: `workload.workers[0].concurrency`")
                            .help("put keys with dots in brackets and quotes: `speed['g5.xlarge']`"));
        }
        return steps;
    }
}
