package dev.nodecast.scenarios.trace.source;

/**
 * Something wrong with a trace file.
 *
 * @param file the file as the user named it
 * @param line 1-based line, or 0 where the whole file is meant
 * @param found what stands there
 * @param expected what should stand there
 * @param remedy what to do about it
 */
public record TraceProblem(String file, int line, String found, String expected, String remedy) {

    /** Where the problem is: {@code file} or {@code file:line}. */
    public String place() {
        return line > 0 ? file + ":" + line : file;
    }

    /** One line for people: place, found, expected, remedy. */
    public String message() {
        return place() + ": found " + found + "; expected " + expected + "; " + remedy;
    }

    @Override
    public String toString() {
        return message();
    }
}
