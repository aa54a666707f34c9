package io.toygres.api.worker;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An answer that has to be there as a whole in time: it may begin and then stop. */
final class WholeAnswer {

    private WholeAnswer() {}

    /**
     * @param what is asked for, in one word
     * @throws IOException when it does not come whole and in time, whatever the reason
     */
    static <T> T within(Duration timeout, String what, Callable<T> ask) throws IOException {
        FutureTask<T> answer = new FutureTask<>(ask);
        Thread.ofVirtual().name("ask-for-" + what).start(answer);
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNull(e.getCause());
            throw new IOException("no " + what + ": " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new IOException("no " + what + " within " + timeout, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            answer.cancel(true);
        }
    }
}
