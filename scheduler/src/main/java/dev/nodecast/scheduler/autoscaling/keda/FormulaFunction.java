package dev.nodecast.scheduler.autoscaling.keda;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The functions of expr-lang that make numbers of numbers. */
enum FormulaFunction {
    ABS(1, n -> Math.abs(n[0])),
    CEIL(1, n -> Math.ceil(n[0])),
    FLOOR(1, n -> Math.floor(n[0])),
    ROUND(1, n -> Math.copySign(Math.floor(Math.abs(n[0]) + 0.5), n[0])),
    INT(1, n -> n[0] < 0 ? Math.ceil(n[0]) : Math.floor(n[0])),
    FLOAT(1, n -> n[0]),
    MIN(0, n -> Arrays.stream(n).min().orElseThrow()),
    MAX(0, n -> Arrays.stream(n).max().orElseThrow()),
    SUM(0, n -> Arrays.stream(n).sum()),
    MEAN(0, n -> Arrays.stream(n).average().orElseThrow()),
    MEDIAN(0, FormulaFunction::median),
    LEN(0, n -> n.length);

    private final int arity;
    private final ToDoubleFunction<double[]> rule;

    /** @param arity number of its arguments; 0 for any positive number, those of lists counted one by one */
    FormulaFunction(int arity, ToDoubleFunction<double[]> rule) {
        this.arity = arity;
        this.rule = rule;
    }

    static Optional<FormulaFunction> named(String name) {
        return Arrays.stream(values()).filter(each -> each.word().equals(name)).findFirst();
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its value. */
    Object of(List<Object> arguments) {
        List<Object> flat = new ArrayList<>();
        for (Object argument : arguments) {
            if (argument instanceof List<?> items && arity == 0) {
                flat.addAll(items);
            } else {
                flat.add(argument);
            }
        }
        boolean empty = flat.isEmpty() && this != SUM && this != LEN;
        if (empty || (arity > 0 && flat.size() != arity)) {
            throw new IllegalArgumentException("`" + word() + "`: found " + flat.size() + " arguments, expected "
                    + (arity == 0 ? "at least 1" : arity));
        }
        return rule.applyAsDouble(flat.stream()
                .mapToDouble(value -> FormulaNode.number(value, word()))
                .toArray());
    }

    private static double median(double[] numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
