package dev.nodecast.sim.world.jobs;

import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.LabelSelector.Expression;
import dev.nodecast.scheduler.model.LabelSelector.Operator;
import dev.nodecast.scheduler.model.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A label selector in Kubernetes' text form: {@code a=b, c!=d, e in (f, g), h notin (i), j, !k}. */
final class SelectorText {

    private static final Pattern SET = Pattern.compile("(\\S+)\\s+(in|notin)\\s+\\(([^)]*)\\)");

    private SelectorText() {}

    static LabelSelector parse(String text) {
        List<Expression> expressions = new ArrayList<>();
        for (String part : text.split(",(?![^(]*\\))", -1)) {
            if (!part.isBlank()) {
                expressions.add(expression(part.strip()));
            }
        }
        return new LabelSelector(Labels.NONE, expressions);
    }

    private static Expression expression(String part) {
        Matcher set = SET.matcher(part);
        if (set.matches()) {
            List<String> values = Pattern.compile(",")
                    .splitAsStream(set.group(3))
                    .map(String::strip)
                    .toList();
            return new Expression(set.group(1), set.group(2).equals("in") ? Operator.IN : Operator.NOT_IN, values);
        }
        int notEqual = part.indexOf("!=");
        if (notEqual > 0) {
            return new Expression(
                    part.substring(0, notEqual).strip(),
                    Operator.NOT_IN,
                    List.of(part.substring(notEqual + 2).strip()));
        }
        int equal = part.indexOf('=');
        if (equal > 0) {
            String value = part.substring(equal + 1).replaceFirst("^=", "").strip();
            return new Expression(part.substring(0, equal).strip(), Operator.IN, List.of(value));
        }
        return part.startsWith("!")
                ? new Expression(part.substring(1).strip(), Operator.DOES_NOT_EXIST, List.of())
                : new Expression(part, Operator.EXISTS, List.of());
    }
}
