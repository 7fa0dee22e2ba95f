package dev.nodecast.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.nodecast.aws.fixture.LiveWorldThatSimulates;
import dev.nodecast.reports.fixture.ReportThatSimulates;
import dev.nodecast.scheduler.fixture.ChoicesThatOnlyLookUp;
import dev.nodecast.scheduler.fixture.DeterminedChoices;
import dev.nodecast.scheduler.fixture.SchedulerThatReachesOut;
import dev.nodecast.scheduler.fixture.UndeterminedChoices;
import dev.nodecast.sim.fixture.SimulationThatLooksUp;
import dev.nodecast.sim.fixture.SimulationThatReachesOut;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the product to its architecture, and the rules to seeing what they forbid. */
class ArchitectureTest {
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.nodecast");

    static final List<ArchRule> RULES = Stream.concat(ModuleRules.ALL.stream(), DeterminismRules.ALL.stream())
            .toList();

    @ParameterizedTest
    @FieldSource("RULES")
    void theProductKeepsTheRule(ArchRule rule) {
        rule.check(PRODUCT);
    }

    @Test
    void theProductIsSeenWhole() {
        assertThat(List.of("scheduler.model", "sim.engine", "scenarios.trace", "cli"))
                .allMatch(name -> PRODUCT.containPackage("dev.nodecast." + name));
    }

    @ParameterizedTest
    @MethodSource("undeterminedChoices")
    void eachUndeterminedChoiceIsSeen(String choice) {
        JavaClasses fixture = new ClassFileImporter().importClasses(UndeterminedChoices.class);

        List<String> violations = DeterminismRules.ALL.stream()
                .flatMap(rule -> rule.evaluate(fixture).getFailureReport().getDetails().stream())
                .toList();

        assertThat(violations).anyMatch(violation -> violation.contains("." + choice + "("));
    }

    static Stream<String> undeterminedChoices() {
        return Stream.of(UndeterminedChoices.class.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .map(Method::getName);
    }

    @Test
    void determinedChoicesAreAllowed() {
        JavaClasses fixture =
                new ClassFileImporter().importClasses(DeterminedChoices.class, ChoicesThatOnlyLookUp.class);

        assertThat(DeterminismRules.ALL)
                .noneMatch(rule -> rule.evaluate(fixture).hasViolation());
    }

    @Test
    void aDependencyAgainstTheTableOfModulesIsSeen() {
        assertBroken(ModuleRules.THE_SCHEDULER_NEEDS_NOTHING_BUT_YAML, SchedulerThatReachesOut.class);
        assertBroken(ModuleRules.THE_CORE_OPENS_NO_CONNECTION, SchedulerThatReachesOut.class);
        assertBroken(ModuleRules.THE_CORE_OPENS_NO_CONNECTION, SimulationThatLooksUp.class);
        assertBroken(ModuleRules.THE_SIMULATION_NEEDS_THE_SCHEDULER_AND_STATISTICS, SimulationThatReachesOut.class);
        assertBroken(ModuleRules.REPORTS_READ_RESULTS_ONLY, ReportThatSimulates.class);
        assertBroken(ModuleRules.THE_LIVE_WORLD_IS_NO_SIMULATION, LiveWorldThatSimulates.class);
    }

    @Test
    void aCycleBetweenPackagesIsSeen() {
        assertBroken(
                ModuleRules.PACKAGES_OF_THE_CORE_FORM_NO_CYCLES,
                SchedulerThatReachesOut.class,
                SimulationThatReachesOut.class);
    }

    private static void assertBroken(ArchRule rule, Class<?>... classes) {
        assertThat(rule.evaluate(new ClassFileImporter().importClasses(classes)).hasViolation())
                .as(rule.getDescription())
                .isTrue();
    }
}
