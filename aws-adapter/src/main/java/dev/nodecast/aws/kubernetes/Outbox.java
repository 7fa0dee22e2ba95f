package dev.nodecast.aws.kubernetes;

import dev.nodecast.aws.loop.Inbox;

/** How the loop's thread has something written, and how the answers come back to it. */
final class Outbox {

    private final Writes writes;
    private final Inbox inbox;
    private final Answers answers;

    Outbox(Writes writes, Inbox inbox, Answers answers) {
        this.writes = writes;
        this.inbox = inbox;
        this.answers = answers;
    }

    /** Has something written, after all earlier writes on the same object. */
    void write(String object, Writes.Write write) {
        writes.submit(object, write);
    }

    /** Has something done on the loop's thread. */
    void answer(Runnable action) {
        inbox.run(action);
    }

    Answers answers() {
        return answers;
    }
}
