package dev.nodecast.aws.autoscale.api;

import dev.nodecast.scheduler.manifest.grammar.LabelSyntax;
import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.LabelSelector.Expression;
import dev.nodecast.scheduler.model.LabelSelector.Operator;
import dev.nodecast.scheduler.model.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A label selector as requests carry it: {@code a=b,c!=d,e in (f,g),h notin (i),j,!k}. Source: apimachinery,
 * pkg/labels/selector.go.
 */
final class SelectorText {

    private static final String KEY = "[A-Za-z0-9._/-]+";
    private static final Pattern SET = Pattern.compile("(" + KEY + ")\\s+(in|notin)\\s*\\(([^()]*)\\)");
    private static final Pattern EQUALITY = Pattern.compile("(" + KEY + ")\\s*(==|=|!=)\\s*([A-Za-z0-9._-]*)");
    private static final Pattern PRESENCE = Pattern.compile("(!?)\\s*(" + KEY + ")");

    private SelectorText() {}

    /** @throws IllegalArgumentException where it cannot be read */
    static LabelSelector parse(String text) {
        List<Expression> expressions = new ArrayList<>();
        if (!text.isBlank()) {
            split(text).forEach(term -> expressions.add(term(term.strip())));
        }
        return new LabelSelector(Labels.NONE, expressions);
    }

    /** At commas outside of parentheses. */
    private static List<String> split(String text) {
        List<String> terms = new ArrayList<>();
        int depth = 0;
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                terms.add(text.substring(begin, i));
                begin = i + 1;
            }
        }
        terms.add(text.substring(begin));
        return terms;
    }

    private static Expression term(String term) {
        Matcher equality = EQUALITY.matcher(term);
        if (equality.matches()) {
            Operator operator = equality.group(2).equals("!=") ? Operator.NOT_IN : Operator.IN;
            return expression(equality.group(1), operator, List.of(equality.group(3)));
        }
        Matcher set = SET.matcher(term);
        if (set.matches()) {
            Operator operator = set.group(2).equals("in") ? Operator.IN : Operator.NOT_IN;
            return expression(
                    set.group(1),
                    operator,
                    Arrays.stream(set.group(3).split(",", -1))
                            .map(String::strip)
                            .toList());
        }
        Matcher presence = PRESENCE.matcher(term);
        if (presence.matches()) {
            Operator operator = presence.group(1).isEmpty() ? Operator.EXISTS : Operator.DOES_NOT_EXIST;
            return expression(presence.group(2), operator, List.of());
        }
        throw wrong(term);
    }

    private static Expression expression(String key, Operator operator, List<String> values) {
        if (!values.stream().allMatch(LabelSyntax::isValue)) {
            throw wrong(key + " with the values " + values);
        }
        return new Expression(key, operator, values);
    }

    private static IllegalArgumentException wrong(String found) {
        return new IllegalArgumentException("label selector: found `" + found
                + "`, expected key=value, key!=value, key in (a,b), key notin (a,b), key or !key");
    }
}
