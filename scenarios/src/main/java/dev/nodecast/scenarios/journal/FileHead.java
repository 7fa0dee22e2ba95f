package dev.nodecast.scenarios.journal;

/**
 * The first line of a journal's file.
 *
 * @param nodecastJournal version of the form of all lines
 * @param session all files of one run of a loop
 * @param file the number of the file in its session, beginning with 1
 * @param first the number of the first entry in this file
 * @param writtenBy the version of Nodecast
 */
record FileHead(int nodecastJournal, String session, int file, long first, String writtenBy) {

    /** The version that this code writes, and the only one that it reads. */
    static final int VERSION = 1;
}
