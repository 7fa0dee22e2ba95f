package dev.nodecast.scheduler.autoscaling.keda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Formulas over three triggers: pro = 6, free = 2.5, cron = 0. */
class FormulaTest {

    private static final Map<String, Double> VALUES = Map.of("pro", 6.0, "free", 2.5, "cron", 0.0);

    private static double value(String formula) {
        return Formula.of(formula, List.of("pro", "free", "cron")).value(VALUES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pro + free | 8.5",
                "pro - free - 1 | 2.5",
                "2 + 3 * 4 | 14",
                "(2 + 3) * 4 | 20",
                "7 / 2 | 3.5",
                "7 % 4 | 3",
                "2 ** 3 ** 2 | 512",
                "-2 ^ 2 | -4",
                "1_000 + .5 | 1000.5",
                "1e3 | 1000",
                "pro > 5 ? pro + free : 1 | 8.5",
                "pro > 9 ? 1 : free > 2 ? 2 : 3 | 2",
                "pro > 5 and not (free >= 3) ? 1 : 0 | 1",
                "pro < 5 or free != 2.5 ? 1 : 0 | 0",
                "max(pro, free, 10) | 10",
                "min([pro, free]) | 2.5",
                "sum([pro, free, cron]) | 8.5",
                "mean([pro, free, 3.5]) | 4",
                "median([pro, free, 3.5]) | 3.5",
                "count([pro, free, cron], {# > 1}) > 1 ? 5 : 0 | 5",
                "all([pro, free], # > 2) ? 1 : 0 | 1",
                "any([pro, free], {# > 7}) ? 1 : 0 | 0",
                "sum(filter([pro, free, cron], {# > 1})) | 8.5",
                "ceil(free) + floor(free) + round(free) + abs(-1) + int(-2.7) | 7",
                "float(pro / 4) | 1.5",
            })
    void aFormulaIsWorkedOut(String formula, double expected) {
        assertThat(value(formula)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pro + starter | found the name `starter`, expected one of the triggers' names [pro, free, cron]",
                "avg(pro) | found the function `avg`, which Nodecast does not know",
                "pro > 1 | found true or false as its value, expected a number",
                "pro + (free > 1) | `+`: found true or false, expected a number",
                "pro ? 1 : 0 | `?`: found a number, expected true or false",
                "(pro + free | found its end, expected `)`",
                "pro + | ends too early",
                "pro free | found `free`, expected its end",
                "pro ; free | found `; free`, expected a number, a name or an operator",
                "# + 1 | `#` stands outside a predicate",
                "abs(1, 2) | `abs`: found 2 arguments, expected 1",
                "max() | `max`: found 0 arguments, expected at least 1",
            })
    void whatIsWrongWithAFormulaIsSaid(String formula, String message) {
        assertThatThrownBy(() -> value(formula))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void operatorsHaveTwoSpellings() {
        assertThat(value("pro < 5 || free == 2.5 ? 1 : 0")).isEqualTo(1);
        assertThat(value("pro < 5 && free == 2.5 ? 1 : 0")).isEqualTo(0);
        assertThat(value("!(pro < 5) ? 1 : 0")).isEqualTo(1);
    }

    @Test
    void onlyTheChosenSideOfAChoiceIsLookedAt() {
        assertThat(value("cron == 0 ? 0 : pro / cron")).isZero();
    }
}
