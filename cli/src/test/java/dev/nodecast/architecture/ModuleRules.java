package dev.nodecast.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** Which module may depend on which, in packages: Maven keeps whole modules apart, but not parts of them. */
final class ModuleRules {
    private static final String SCHEDULER = "dev.nodecast.scheduler..";
    private static final String SIM = "dev.nodecast.sim..";
    private static final String SCENARIOS = "dev.nodecast.scenarios..";
    private static final String AWS = "dev.nodecast.aws..";
    private static final String REPORTS = "dev.nodecast.reports..";
    private static final String CLI = "dev.nodecast.cli..";

    static final ArchRule THE_SCHEDULER_NEEDS_NOTHING_BUT_YAML = classes()
            .that()
            .resideInAPackage(SCHEDULER)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(SCHEDULER, "java..", "org.jspecify.annotations..", "org.snakeyaml.engine..")
            .because("it decides in both worlds and so knows neither: no other module, AWS, HTTP or Kubernetes client");

    static final ArchRule THE_SIMULATION_NEEDS_THE_SCHEDULER_AND_STATISTICS = classes()
            .that()
            .resideInAPackage(SIM)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(SIM, SCHEDULER, "java..", "org.jspecify.annotations..", "org.apache.commons.math3..")
            .because("the engine is a library in its own right and the world on it knows no file format");

    static final ArchRule THE_CORE_OPENS_NO_CONNECTION = noClasses()
            .that()
            .resideInAnyPackage(SCHEDULER, SIM)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net.http..", "java.sql..", "java.nio.channels..", "java.util.prefs..")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.net\\.(.*Socket.*|URL|URLConnection)")
            .orShould()
            .callMethodWhere(describe("looks up an address", ModuleRules::looksUpAddress))
            .because("the outside world is reached through ports only");

    /** To read an address that stands there in digits is no look-up. */
    private static boolean looksUpAddress(JavaMethodCall call) {
        return call.getTargetOwner().getName().equals("java.net.InetAddress")
                && !List.of("ofLiteral", "isAnyLocalAddress", "getHostAddress")
                        .contains(call.getTarget().getName());
    }

    static final ArchRule SCENARIOS_KNOW_NO_LIVE_WORLD = dependsOnNone(SCENARIOS, AWS, REPORTS, CLI);

    static final ArchRule REPORTS_READ_RESULTS_ONLY = dependsOnNone(REPORTS, SIM, AWS, CLI);

    static final ArchRule THE_LIVE_WORLD_IS_NO_SIMULATION = noClasses()
            .that()
            .resideInAPackage(AWS)
            .and()
            .resideOutsideOfPackages("dev.nodecast.aws.testbed..", "dev.nodecast.aws.snapshot..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SIM, SCENARIOS)
            .because("only the test bed and the snapshot join the live and the simulated world")
            .allowEmptyShould(true);

    static final ArchRule THE_LIVE_WORLD_WRITES_NO_REPORTS = dependsOnNone(AWS, REPORTS, CLI);

    static final ArchRule PACKAGES_OF_THE_CORE_FORM_NO_CYCLES = slices().matching("dev.nodecast.(scheduler|sim).(**)")
            .should()
            .beFreeOfCycles()
            .because("each package can be read after those it stands on");

    static final ArchRule FAMILIES_OF_PACKAGES_FORM_NO_CYCLES = slices().matching(
                    "dev.nodecast.(scenarios|reports|aws|cli).(*)..")
            .should()
            .beFreeOfCycles()
            .because("a registry may know the packages below it, but families stand on each other");

    static final List<ArchRule> ALL = List.of(
            THE_SCHEDULER_NEEDS_NOTHING_BUT_YAML,
            THE_SIMULATION_NEEDS_THE_SCHEDULER_AND_STATISTICS,
            THE_CORE_OPENS_NO_CONNECTION,
            SCENARIOS_KNOW_NO_LIVE_WORLD,
            REPORTS_READ_RESULTS_ONLY,
            THE_LIVE_WORLD_IS_NO_SIMULATION,
            THE_LIVE_WORLD_WRITES_NO_REPORTS,
            PACKAGES_OF_THE_CORE_FORM_NO_CYCLES,
            FAMILIES_OF_PACKAGES_FORM_NO_CYCLES);

    private ModuleRules() {}

    private static ArchRule dependsOnNone(String module, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(module)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .because("the table of modules says so")
                .allowEmptyShould(true);
    }
}
