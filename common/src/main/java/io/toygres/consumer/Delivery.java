package io.toygres.consumer;

import io.toygres.consumer.Trouble.Kind;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.jboss.logging.Logger;

/** Brings one record after another to its end: applied, or a dead letter. */
final class Delivery {

    private static final Logger LOG = Logger.getLogger(Delivery.class);

    private final RecordHandler handler;
    private final DeadLetterQueue deadLetters;
    private final WaitingRecords waiting;
    private final Retries retries;
    private final ConsumerSettings settings;
    private volatile boolean stopping;

    private interface Attempt {
        void run() throws InterruptedException;
    }

    Delivery(
            RecordHandler handler,
            DeadLetterQueue deadLetters,
            WaitingRecords waiting,
            Retries retries,
            ConsumerSettings settings) {
        this.handler = handler;
        this.deadLetters = deadLetters;
        this.waiting = waiting;
        this.retries = retries;
        this.settings = settings;
    }

    /**
     * Tries until the record came to its end.
     *
     * @return false when it was stopped before: then the record comes again after the next start
     */
    boolean deliver(ConsumerRecord<Bytes, byte[]> record) throws InterruptedException {
        Attempt attempt = () -> handler.handle(record);
        Duration rest = shorter(settings.firstRetry(), settings.longestRetry());
        int faults = 0;
        while (!stopping) {
            try {
                attempt.run();
                waiting.remove(record);
                retries.succeeded();
                return true;
            } catch (InterruptedException e) {
                throw e;
            } catch (Throwable e) {
                Trouble trouble = Trouble.of(e);
                faults += trouble.kind() == Kind.FAULT ? 1 : 0;
                if (trouble.kind() == Kind.REFUSED || faults >= settings.tries()) {
                    String reason = trouble.kind() == Kind.REFUSED ? trouble.reason() : inVain(faults, trouble, e);
                    attempt = () -> deadLetters.add(record, reason);
                    faults = 0;
                    continue;
                }
                waiting.add(record, trouble.reason(), e);
                retries.awaitTurn(rest);
                rest = shorter(rest.multipliedBy(2), settings.longestRetry());
            }
        }
        return false;
    }

    private static String inVain(int tries, Trouble trouble, Throwable thrown) {
        LOG.errorf(thrown, "A record could not be applied in %d tries", tries);
        return "not applied in " + tries + " tries: " + trouble.reason();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Lets those that wait go; what was not applied comes again. */
    void stop() {
        stopping = true;
        retries.stop();
    }
}
