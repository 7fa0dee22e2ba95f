package dev.nodecast.scheduler.review.source;

import dev.nodecast.scheduler.diagnostics.SourceMark;

/** A word of a shell command, without its quotes. */
public record ShellWord(String text, SourceMark mark) {}
