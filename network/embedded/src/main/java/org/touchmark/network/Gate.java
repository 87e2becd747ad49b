package org.touchmark.network;

/**
 * What a paused node waits at. Every thread of a node passes its gate before it handles a call, a message or a block,
 * so that a pause looks to others as a stopped process does: connections stay open and nothing answers.
 */
public final class Gate {
    private boolean closed;

    public synchronized void pause() {
        closed = true;
    }

    public synchronized void resume() {
        closed = false;
        notifyAll();
    }

    public synchronized boolean isPaused() {
        return closed;
    }

    /** Returns when the gate is open; keeps the thread's interrupt flag if it was interrupted while waiting. */
    public synchronized void pass() {
        boolean interrupted = false;
        while (closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
                break;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
