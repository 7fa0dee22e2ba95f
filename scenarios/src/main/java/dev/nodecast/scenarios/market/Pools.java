package dev.nodecast.scenarios.market;

/** Names of AWS pools taken apart. */
final class Pools {

    private Pools() {}

    /** {@code g5} of {@code g5.12xlarge}. */
    static String family(String instanceType) {
        int dot = instanceType.indexOf('.');
        return dot < 0 ? instanceType : instanceType.substring(0, dot);
    }

    /** {@code us-east-1} of {@code us-east-1a}; a name without a zone letter is its own region. */
    static String region(String zone) {
        int last = zone.length() - 1;
        boolean lettered =
                last > 0 && Character.isLowerCase(zone.charAt(last)) && Character.isDigit(zone.charAt(last - 1));
        return lettered ? zone.substring(0, last) : zone;
    }
}
