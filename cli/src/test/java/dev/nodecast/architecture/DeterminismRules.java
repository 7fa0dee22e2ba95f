package dev.nodecast.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import dev.nodecast.scheduler.model.LookupOnly;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What {@code scheduler} and {@code sim-core} may never do, so that the same seed gives the same bytes on any machine
 * with any number of threads. Each rule names what to use instead.
 */
final class DeterminismRules {
    private static final Set<String> INEXACT_FUNCTIONS = Set.of(
            "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "exp", "expm1", "log",
            "log10", "log1p", "pow", "cbrt", "hypot");
    private static final Set<String> UNORDERED_COLLECTIONS = Set.of(
            "java.util.HashMap",
            "java.util.HashSet",
            "java.util.Hashtable",
            "java.util.IdentityHashMap",
            "java.util.WeakHashMap");
    private static final Set<String> GENERATORS_OF_THE_JDK = Set.of(
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.security.SecureRandom",
            "java.util.random.RandomGenerator",
            "java.util.random.RandomGeneratorFactory");

    static final ArchRule NO_WALL_CLOCK = core("read the wall clock; take the instant from the clock port", access -> {
        AccessTarget target = access.getTarget();
        return calls(target, "java.lang.System", "currentTimeMillis", "nanoTime")
                || owner(target).startsWith("java.time.") && target.getName().equals("now")
                || calls(target, "java.time.Clock", "systemUTC", "systemDefaultZone", "system", "tick")
                || calls(target, "java.time.InstantSource", "system")
                || constructs(target, "java.util.Date") && parameters(access) == 0
                || calls(target, "java.util.Calendar", "getInstance");
    });

    static final ArchRule NO_UNSEEDED_CHANCE = core("draw from the JDK's generators; use a named stream", access -> {
        AccessTarget target = access.getTarget();
        return GENERATORS_OF_THE_JDK.contains(owner(target))
                || calls(target, "java.lang.Math", "random")
                || calls(target, "java.lang.StrictMath", "random")
                || calls(target, "java.util.UUID", "randomUUID")
                || calls(target, "java.util.Collections", "shuffle");
    });

    static final ArchRule NO_THREADS = core("use threads; the loops run on one logical thread", access -> {
        AccessTarget target = access.getTarget();
        return owner(target).startsWith("java.util.concurrent.")
                        && !owner(target).endsWith(".TimeUnit")
                || target.getOwner().isAssignableTo(Thread.class)
                || owner(target).startsWith("java.lang.Thread")
                || owner(target).startsWith("java.util.Timer")
                || target.getName().equals("parallelStream")
                || owner(target).startsWith("java.util.stream.")
                        && target.getName().equals("parallel")
                || owner(target).equals("java.util.Arrays") && target.getName().startsWith("parallel");
    });

    static final ArchRule NO_INEXACT_MATHEMATICS = core(
            "use functions of Math that differ between machines; use StrictMath or FastMath",
            access -> owner(access.getTarget()).equals("java.lang.Math")
                    && INEXACT_FUNCTIONS.contains(access.getTarget().getName()));

    static final ArchRule NO_UNORDERED_COLLECTIONS = core(
            "make collections without a fixed order; use LinkedHashMap, LinkedHashSet, TreeMap or List,"
                    + " or vouch for hash maps with @LookupOnly",
            access -> {
                AccessTarget target = access.getTarget();
                return isConstructor(target)
                                && UNORDERED_COLLECTIONS.contains(owner(target))
                                && !access.getOriginOwner().isAnnotatedWith(LookupOnly.class)
                        || saltedPerRun(access)
                        || unorderedCollector(access);
            });

    static final ArchRule NO_IDENTITY_OR_ENVIRONMENT = core(
            "let addresses of objects, the environment or the machine's locale decide; pass what is needed", access -> {
                AccessTarget target = access.getTarget();
                return calls(target, "java.lang.System", "identityHashCode", "getenv", "getProperty")
                        || owner(target).equals("java.lang.Object")
                                && target.getName().equals("hashCode")
                        || calls(target, "java.time.ZoneId", "systemDefault")
                        || calls(target, "java.util.TimeZone", "getDefault")
                        || calls(target, "java.util.Locale", "getDefault")
                        || calls(target, "java.lang.Runtime", "availableProcessors", "freeMemory", "totalMemory");
            });

    static final List<ArchRule> ALL = List.of(
            NO_WALL_CLOCK,
            NO_UNSEEDED_CHANCE,
            NO_THREADS,
            NO_INEXACT_MATHEMATICS,
            NO_UNORDERED_COLLECTIONS,
            NO_IDENTITY_OR_ENVIRONMENT);

    private DeterminismRules() {}

    private static ArchRule core(String whatInsteadOfWhat, Predicate<JavaAccess<?>> banned) {
        return noClasses()
                .that()
                .resideInAnyPackage("dev.nodecast.scheduler..", "dev.nodecast.sim..")
                .should()
                .accessTargetWhere(describe(whatInsteadOfWhat, banned))
                .as("the deterministic core must not " + whatInsteadOfWhat);
    }

    /** {@code Set.of} and its like: their order changes from run to run, except with less than two elements. */
    private static boolean saltedPerRun(JavaAccess<?> access) {
        AccessTarget target = access.getTarget();
        return switch (owner(target)) {
            case "java.util.Set" -> target.getName().equals("copyOf") || of(target) && !atMost(access, 1);
            case "java.util.Map" ->
                target.getName().equals("copyOf")
                        || target.getName().equals("ofEntries")
                        || of(target) && !atMost(access, 2);
            default -> false;
        };
    }

    /** Collectors into sets and maps of the library's choice; those with a factory for the map are ordered. */
    private static boolean unorderedCollector(JavaAccess<?> access) {
        AccessTarget target = access.getTarget();
        if (!owner(target).equals("java.util.stream.Collectors")) {
            return false;
        }
        return switch (target.getName()) {
            case "toSet", "toUnmodifiableSet", "toUnmodifiableMap" -> true;
            case "toMap" -> parameters(access) < 4;
            case "groupingBy" -> parameters(access) < 3;
            default ->
                target.getName().endsWith("Concurrent") || target.getName().startsWith("toConcurrent");
        };
    }

    private static boolean of(AccessTarget target) {
        return target.getName().equals("of");
    }

    private static boolean atMost(JavaAccess<?> access, int count) {
        return parameters(access) <= count && !takesArray(access);
    }

    private static boolean takesArray(JavaAccess<?> access) {
        return access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget unit
                && unit.getRawParameterTypes().stream().anyMatch(JavaClass::isArray);
    }

    private static int parameters(JavaAccess<?> access) {
        return access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget unit
                ? unit.getRawParameterTypes().size()
                : 0;
    }

    private static boolean constructs(AccessTarget target, String type) {
        return isConstructor(target) && owner(target).equals(type);
    }

    private static boolean isConstructor(AccessTarget target) {
        return target.getName().equals("<init>");
    }

    private static boolean calls(AccessTarget target, String type, String... names) {
        return owner(target).equals(type) && List.of(names).contains(target.getName());
    }

    private static String owner(AccessTarget target) {
        return target.getOwner().getName();
    }
}
