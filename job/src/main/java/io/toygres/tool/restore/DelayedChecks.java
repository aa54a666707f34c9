package io.toygres.tool.restore;

import io.toygres.tool.archive.RawText;
import io.toygres.tool.wire.RawSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CHECK constraints that call functions of the database's own are taken away before the rows come and put back after them: such a function
 * may read a table whose rows come later. Where what can't be rebuilt may be left out, that holds for all of them, so that a row which
 * breaks one costs the constraint and not the rows.
 */
final class DelayedChecks {

    private static final String CHECKS = """
            SELECT c.oid, CASE WHEN c.contypid = 0 THEN 'TABLE' ELSE 'DOMAIN' END,
              pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(coalesce(r.relname, t.typname)),
              pg_catalog.quote_ident(c.conname), pg_catalog.pg_get_constraintdef(c.oid),
              pg_catalog.obj_description(c.oid, 'pg_constraint'), c.conislocal
            FROM pg_catalog.pg_constraint c
            LEFT JOIN pg_catalog.pg_class r ON r.oid = c.conrelid
            LEFT JOIN pg_catalog.pg_type t ON t.oid = c.contypid
            JOIN pg_catalog.pg_namespace n ON n.oid = coalesce(r.relnamespace, t.typnamespace)
            WHERE c.contype = 'c' AND c.convalidated AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.deptype = 'e' AND e.objid IN (r.oid, t.oid)
                AND e.classid IN ('pg_catalog.pg_class'::pg_catalog.regclass, 'pg_catalog.pg_type'::pg_catalog.regclass))
              AND (:all OR EXISTS (SELECT FROM pg_catalog.pg_depend d
                WHERE d.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass AND d.objid = c.oid AND d.refobjid >= 16384
                  AND d.refclassid IN ('pg_catalog.pg_proc'::pg_catalog.regclass, 'pg_catalog.pg_operator'::pg_catalog.regclass)
                  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                    WHERE e.classid = d.refclassid AND e.objid = d.refobjid AND e.deptype = 'e')))
            ORDER BY c.coninhcount, c.oid
            """;

    private final List<Check> taken = new ArrayList<>();

    /**
     * One constraint; all texts are raw SQL.
     *
     * @param kind {@code TABLE} or {@code DOMAIN}
     * @param on what it is on, qualified and quoted
     */
    record Check(
            String kind,
            String on,
            String name,
            String definition,
            @Nullable String comment) {

        String add(String suffix) {
            String add = "ALTER " + kind + " " + on + " ADD CONSTRAINT " + name + " " + definition + suffix + ";";
            String remark = comment;
            return remark == null
                    ? add
                    : add + " COMMENT ON CONSTRAINT " + name + " ON " + (kind.equals("DOMAIN") ? "DOMAIN " : "") + on
                            + " IS " + RawText.literal(remark) + ";";
        }

        String inWords() {
            return "CHECK CONSTRAINT " + RawText.readable(name) + " of " + RawText.readable(on);
        }
    }

    /** @param all whether to take those away too that need no function of the database's own */
    static DelayedChecks takeAway(RawSession session, boolean all) throws IOException {
        DelayedChecks checks = new DelayedChecks();
        for (List<@Nullable String> row : session.query(CHECKS.replace(":all", all ? "true" : "false"))) {
            checks.takeAway(session, row);
        }
        return checks;
    }

    private void takeAway(RawSession session, List<@Nullable String> row) throws IOException {
        boolean local = "t".equals(row.get(6));
        if (!local || !isStillThere(session, String.valueOf(row.get(0)))) {
            return; // It goes, and comes back, with the parent's.
        }
        Check check = new Check(
                String.valueOf(row.get(1)),
                String.valueOf(row.get(2)),
                String.valueOf(row.get(3)),
                String.valueOf(row.get(4)),
                row.get(5));
        session.execute("ALTER " + check.kind() + " " + check.on() + " DROP CONSTRAINT " + check.name());
        taken.add(check);
    }

    private static boolean isStillThere(RawSession session, String oid) throws IOException {
        return !session.query("SELECT FROM pg_catalog.pg_constraint WHERE oid = " + oid)
                .isEmpty();
    }

    /** Puts one back. */
    @FunctionalInterface
    interface CheckRunner {
        void run(Check check) throws IOException;
    }

    /** Children first: what then comes from a parent is merged with what a child has of its own. */
    void putBack(CheckRunner runner) throws IOException {
        for (Check check : taken.reversed()) {
            runner.run(check);
        }
    }

    /** Puts one back that holds for new rows only. @throws SqlFailureException when that is refused too */
    static void putBackUnchecked(RawSession session, Check check) throws IOException {
        session.execute(check.add(" NOT VALID"));
    }
}
