package io.toygres.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class DatabaseIT {

    private static final String INSERT = "INSERT INTO inbox (message_id) VALUES (:id)";

    private static TestDatabase database;

    @BeforeAll
    static void start() {
        database = new TestDatabase();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void clear() {
        database.clear();
    }

    @Test
    void aPartThatFailsLeavesTheRest() {
        List<String> done = new ArrayList<>();

        database.service().useTransaction(tx -> {
            tx.sql(INSERT).bind("id", "before").send();
            tx.afterCommit(() -> done.add("before"));
            assertThatThrownBy(() -> tx.part(part -> {
                        part.sql(INSERT).bind("id", "undone").send();
                        part.afterCommit(() -> done.add("undone"));
                        part.sql(INSERT).bind("id", "before").send();
                        return true;
                    }))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("duplicate key");
            assertThatThrownBy(() -> tx.part(part -> {
                        part.sql(INSERT).bind("id", "undone").send();
                        throw new IllegalStateException("not this one");
                    }))
                    .hasMessage("not this one");
            tx.part(part -> part.sql(INSERT).bind("id", "after").update());
        });

        List<String> left = database.service()
                .withConnection(tx -> tx.sql("SELECT message_id FROM inbox ORDER BY message_id")
                        .list(row -> row.text("message_id")));
        assertThat(left).containsExactly("after", "before");
        assertThat(done).containsExactly("before");
    }

    @Test
    void aPartAfterAFailureDoesNotHideIt() {
        assertThatThrownBy(() -> database.service().useTransaction(tx -> {
                    tx.sql(INSERT).bind("id", "twice").send();
                    tx.sql(INSERT).bind("id", "twice").send();
                    assertThatThrownBy(() -> tx.part(
                                    part -> part.sql(INSERT).bind("id", "later").update()))
                            .hasMessageContaining("duplicate key");
                }))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("duplicate key");
    }

    @Test
    void everyTypeComesBackAsItWasSent() {
        UUID id = UUID.randomUUID();
        Instant time = Instant.now().truncatedTo(ChronoUnit.MICROS);
        database.service().useConnection(tx -> tx.sql("""
                        SELECT :text::text AS text, :nothing::text AS nothing, :uuid::uuid AS uuid, :number::bigint AS number,
                               :flag::boolean AS flag, :time::timestamptz AS time, :texts::text[] AS texts,
                               (:json::text::jsonb)::text AS json, cardinality(:uuids::uuid[]) AS uuids""")
                .bind("text", "a 'quoted' ü")
                .bind("nothing", null)
                .bind("uuid", id)
                .bind("number", 7)
                .bind("flag", true)
                .bind("time", time)
                .bind("texts", new String[] {"a,b", "{}"})
                .bind("json", "{\"a\": 1}")
                .bind("uuids", new UUID[] {id})
                .one(row -> {
                    assertThat(row.text("text")).isEqualTo("a 'quoted' ü");
                    assertThat(row.optionalText("nothing")).isEmpty();
                    assertThat(row.uuid("uuid")).isEqualTo(id);
                    assertThat(row.number("number")).isEqualTo(7);
                    assertThat(row.flag("flag")).isTrue();
                    assertThat(row.instant("time")).isEqualTo(time);
                    assertThat(row.texts("texts")).containsExactly("a,b", "{}");
                    assertThat(row.text("json")).isEqualTo("{\"a\": 1}");
                    assertThat(row.integer("uuids")).isOne();
                    return row;
                }));
    }

    @Test
    void aTransactionThatThrowsLeavesNothing() {
        var committed = new AtomicBoolean();
        assertThatThrownBy(() -> database.service().useTransaction(tx -> {
                    tx.afterCommit(() -> committed.set(true));
                    tx.sql(INSERT).bind("id", "a").send();
                    tx.sql(INSERT).bind("id", "b").update();
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        assertThat(ids()).isEmpty();
        assertThat(committed).isFalse();
    }

    @Test
    void whatWasSentIsCommittedBeforeAnybodyIsTold() {
        var seen = new AtomicInteger();
        database.service().useTransaction(tx -> {
            tx.afterCommit(() -> seen.set(ids().size()));
            IntStream.range(0, 1_000)
                    .forEach(i -> tx.sql(INSERT).bind("id", "m" + i).send());
        });

        assertThat(seen).hasValue(1_000);
    }

    /** The statement that is waited for fails by one that was sent before it; its error is the one that explains. */
    @Test
    void aRefusalIsThrownWithItsSqlStateAndConstraintAndNoValues() {
        for (boolean waited : List.of(true, false)) {
            assertThatThrownBy(() -> database.service().useTransaction(tx -> {
                        tx.sql(INSERT).bind("id", "secret").send();
                        tx.sql(INSERT).bind("id", "secret").send();
                        if (waited) {
                            tx.sql(INSERT).bind("id", "other").update();
                        }
                    }))
                    .isInstanceOfSatisfying(DatabaseException.class, e -> {
                        assertThat(e.sqlState()).contains("23505");
                        assertThat(e.constraint()).contains("inbox_pkey");
                        assertThat(e.isOutage()).isFalse();
                        assertThat(e).hasNoCause().message().doesNotContain("secret");
                    });
        }
        assertThat(ids()).isEmpty();
    }

    @Test
    void aFailureThatTheWorkSwallowsIsNotCommitted() {
        assertThatThrownBy(() -> database.service().useTransaction(tx -> {
                    tx.sql(INSERT).bind("id", "a").update();
                    assertThatThrownBy(() -> tx.sql("SELECT 1/0").update()).isInstanceOf(DatabaseException.class);
                }))
                .isInstanceOfSatisfying(
                        DatabaseException.class, e -> assertThat(e.sqlState()).contains("22012"));
        assertThat(ids()).isEmpty();
    }

    @Test
    void anArgumentOfTheWrongTypeIsAMistakeRatherThanAnOutage() {
        assertThatThrownBy(() -> database.service()
                        .useConnection(
                                tx -> tx.sql(INSERT).bind("id", new UUID[] {}).update()))
                .isInstanceOfSatisfying(
                        DatabaseException.class, e -> assertThat(e.isOutage()).isFalse());
        assertThatThrownBy(() ->
                        database.service().useConnection(tx -> tx.sql(INSERT).bind("ids", "a")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        database.service().useConnection(tx -> tx.sql(INSERT).update()))
                .isInstanceOf(IllegalStateException.class);
    }

    @RepeatedTest(20)
    void aConnectionThatWasCutIsAnOutageThatPasses() {
        assertThatThrownBy(() -> database.service().useTransaction(tx -> {
                    tx.sql(INSERT).bind("id", "a").update();
                    database.cutConnections();
                    tx.sql(INSERT).bind("id", "b").update();
                }))
                .isInstanceOfSatisfying(
                        DatabaseException.class,
                        e -> assertThat(e.isOutage()).as("%s", e).isTrue());

        insertOnceItWorks("c");
        assertThat(ids()).containsExactly("c");
    }

    /** A pooled connection that was cut at the same time is noticed a moment later, or by the statement that meets it. */
    private static void insertOnceItWorks(String id) {
        Instant end = Instant.now().plus(Duration.ofMinutes(1));
        while (true) {
            try {
                database.service()
                        .useTransaction(tx -> tx.sql(INSERT).bind("id", id).update());
                return;
            } catch (DatabaseException e) {
                assertThat(e.isOutage()).isTrue();
                assertThat(Instant.now()).isBefore(end);
            }
        }
    }

    /** Far more threads than connections, each interrupted in its wait: all finish, and no connection is lost. */
    @Test
    void anInterruptNeitherEndsAStatementNorCostsAConnection() throws InterruptedException {
        var interrupted = new AtomicInteger();
        var begun = new CountDownLatch(200);
        List<Thread> threads = IntStream.range(0, 200)
                .mapToObj(i -> Thread.ofVirtual().start(() -> {
                    begun.countDown();
                    database.service().useTransaction(tx -> {
                        tx.sql("SELECT pg_sleep(0.02)").update();
                        tx.sql(INSERT).bind("id", "i" + i).send();
                    });
                    if (Thread.interrupted()) {
                        interrupted.incrementAndGet();
                    }
                }))
                .toList();
        begun.await();
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            assertThat(thread.join(Duration.ofMinutes(1))).isTrue();
        }

        assertThat(ids()).hasSize(200);
        assertThat(interrupted).hasPositiveValue();
        assertThat(database.connections()).isLessThanOrEqualTo(40);
        assertThat(database.service().<Integer, RuntimeException>withConnection(tx -> tx.sql("SELECT 1")
                        .update()))
                .isOne();
    }

    private static List<Object> ids() {
        return database.observer().rows("SELECT message_id FROM inbox ORDER BY 1").stream()
                .map(row -> row.get("message_id"))
                .toList();
    }
}
