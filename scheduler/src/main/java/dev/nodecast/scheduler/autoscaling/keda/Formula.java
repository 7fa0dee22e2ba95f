package dev.nodecast.scheduler.autoscaling.keda;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A formula of scalingModifiers: numbers made of numbers that have names. It knows the part of expr-lang that serves for
 * that: arithmetic, comparisons, and, or, not, the ternary operator, lists, and functions on numbers and lists, some with a
 * predicate in which {@code #} is the element ({@code count([a, b], {# > 1})}). All arithmetic is of doubles.
 */
final class Formula {

    private final FormulaNode root;
    private final String text;

    private Formula(FormulaNode root, String text) {
        this.root = root;
        this.text = text;
    }

    /**
     * Reads a formula and, as KEDA does, tries it with -1 for each name.
     *
     * @throws IllegalArgumentException where it cannot be read, uses another name, or is no number
     */
    static Formula of(String text, List<String> names) {
        Formula formula = new Formula(new FormulaParser(text, names).parse(), text);
        Map<String, Double> dummies = new TreeMap<>();
        names.forEach(name -> dummies.put(name, -1.0));
        formula.value(dummies);
        return formula;
    }

    /**
     * Its value.
     *
     * @throws IllegalArgumentException where a part of it has the wrong kind of value
     */
    double value(Map<String, Double> values) {
        Object value = root.value(new FormulaNode.Scope(values, null));
        if (value instanceof Double number) {
            return number;
        }
        throw new IllegalArgumentException(
                "formula `" + text + "`: found " + FormulaNode.kind(value) + " as its value, expected a number");
    }
}
