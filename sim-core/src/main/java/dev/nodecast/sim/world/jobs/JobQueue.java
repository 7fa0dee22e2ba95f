package dev.nodecast.sim.world.jobs;

import dev.nodecast.sim.stats.TimeWeighted;

/** The visible list of one queue: jobs that wait, linked through the job table. */
final class JobQueue {

    private final JobTable jobs;
    private final TimeWeighted length = new TimeWeighted(0, 0);
    private int head = JobTable.NONE;
    private int tail = JobTable.NONE;

    JobQueue(JobTable jobs) {
        this.jobs = jobs;
    }

    boolean isEmpty() {
        return head == JobTable.NONE;
    }

    long length() {
        return length.level();
    }

    TimeWeighted lengthOverTime() {
        return length;
    }

    void addLast(int job, long nowNs) {
        jobs.next[job] = JobTable.NONE;
        if (head == JobTable.NONE) {
            head = job;
        } else {
            jobs.next[tail] = job;
        }
        tail = job;
        length.add(nowNs, 1);
    }

    void addFirst(int job, long nowNs) {
        jobs.next[job] = head;
        head = job;
        if (tail == JobTable.NONE) {
            tail = job;
        }
        length.add(nowNs, 1);
    }

    /** Takes the first job out; the queue must not be empty. */
    int removeFirst(long nowNs) {
        int job = head;
        head = jobs.next[job];
        if (head == JobTable.NONE) {
            tail = JobTable.NONE;
        }
        length.add(nowNs, -1);
        return job;
    }

    /** Counts the list link by link, for checks. */
    long countedLength() {
        long count = 0;
        for (int job = head; job != JobTable.NONE; job = jobs.next[job]) {
            count++;
        }
        return count;
    }
}
