package dev.nodecast.scheduler.review.source;

import dev.nodecast.scheduler.diagnostics.SourceMark;
import java.util.List;

/** One simple command: a program and its arguments. Has at least one word. */
public record ShellCommand(List<ShellWord> words) {

    public ShellCommand {
        words = List.copyOf(words);
    }

    /** The program's name without its folder; {@code sudo} and assignments in front are left out. */
    public String program() {
        for (ShellWord word : words) {
            String text = word.text();
            if (!text.equals("sudo") && !text.matches("[A-Za-z_][A-Za-z0-9_]*=.*")) {
                return text.substring(text.lastIndexOf('/') + 1);
            }
        }
        return "";
    }

    /** Whether a word of the command has exactly this text. */
    public boolean has(String text) {
        return words.stream().anyMatch(word -> word.text().equals(text));
    }

    /** Where the command begins. */
    public SourceMark mark() {
        return words.getFirst().mark();
    }

    /** The words with one blank between. */
    public String text() {
        return String.join(" ", words.stream().map(ShellWord::text).toList());
    }
}
