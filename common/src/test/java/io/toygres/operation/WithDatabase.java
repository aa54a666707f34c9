package io.toygres.operation;

import io.toygres.database.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A database for all tests of a class, empty before each of them. */
abstract class WithDatabase {

    static TestDatabase database;
    static Records records;

    @BeforeAll
    static void startDatabase() {
        database = new TestDatabase();
        records = new Records(database.observer());
    }

    @AfterAll
    static void stopDatabase() {
        database.close();
    }

    @BeforeEach
    void clear() {
        database.clear();
    }
}
