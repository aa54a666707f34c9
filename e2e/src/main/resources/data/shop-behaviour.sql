-- What acts: views, functions, procedures, aggregates, operators, rules, triggers, an event trigger, publications.

SET search_path = sales, public, ext;

CREATE VIEW order_summary WITH (security_barrier) AS
SELECT region, count(*) AS orders, sum(total) AS total FROM orders GROUP BY region;
CREATE VIEW cheap AS SELECT * FROM number WHERE exact < 10 WITH LOCAL CHECK OPTION;
CREATE MATERIALIZED VIEW monthly AS
SELECT date_trunc('month', placed)::date AS month, region, sum(total) AS total FROM orders GROUP BY 1, 2;
CREATE UNIQUE INDEX ON monthly (month, region);
-- Depends on the other one, and on a setting of the database.
CREATE MATERIALIZED VIEW yearly AS
SELECT current_setting('app.tenant', true) AS tenant, extract(year FROM month) AS year, sum(total) AS total FROM monthly GROUP BY 2;
CREATE MATERIALIZED VIEW unfilled AS SELECT 1 AS one WITH NO DATA;
CREATE RECURSIVE VIEW branches (id, depth) AS
SELECT id, 1 FROM tree WHERE parent IS NULL UNION ALL SELECT t.id, b.depth + 1 FROM tree t JOIN branches b ON t.parent = b.id;

CREATE FUNCTION net(total numeric, rate numeric DEFAULT 0.19) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN round(total / (1 + rate), 2);
CREATE FUNCTION greet(VARIADIC names text[]) RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $body$
BEGIN
  RETURN 'Hello, ' || array_to_string(names, ' & ') || '; it''s $1 or $$nothing$$';
END
$body$;
CREATE PROCEDURE reprice(factor numeric) LANGUAGE plpgsql AS $$ BEGIN UPDATE sales.orders SET total = total * factor WHERE false; COMMIT; END $$;
CREATE FUNCTION longest_step(text, text) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT CASE WHEN length($2) > length(coalesce($1, '')) THEN $2 ELSE $1 END $$;
CREATE AGGREGATE longest (text) (SFUNC = longest_step, STYPE = text);
CREATE OPERATOR === (LEFTARG = text, RIGHTARG = text, FUNCTION = texteq, COMMUTATOR = ===);
CREATE CAST (address AS text) WITH INOUT AS ASSIGNMENT;
CREATE TEXT SEARCH CONFIGURATION simple_german (COPY = german);

CREATE TABLE audit (id bigserial PRIMARY KEY, at timestamptz NOT NULL DEFAULT '2026-01-01 00:00+00', what text NOT NULL);
CREATE FUNCTION record_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN INSERT INTO sales.audit (what) VALUES (TG_OP || ' ' || TG_TABLE_NAME); RETURN NULL; END $$;
CREATE TRIGGER team_change AFTER INSERT OR UPDATE OF name ON team FOR EACH ROW WHEN (NEW.id > 0) EXECUTE FUNCTION record_change();
CREATE TRIGGER orders_change AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION record_change();
CREATE CONSTRAINT TRIGGER tree_late AFTER INSERT ON tree DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_change();
CREATE TRIGGER never_on BEFORE DELETE ON team FOR EACH STATEMENT EXECUTE FUNCTION record_change();
ALTER TABLE team DISABLE TRIGGER never_on;
UPDATE team SET name = name || '!';
COMMENT ON TRIGGER team_change ON team IS 'Writes the audit trail';

CREATE RULE no_delete AS ON DELETE TO audit DO INSTEAD NOTHING;

CREATE TABLE ddl_log (tag text NOT NULL);
CREATE FUNCTION record_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO sales.ddl_log VALUES (tg_tag); END $$;
CREATE EVENT TRIGGER on_ddl ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'CREATE VIEW') EXECUTE FUNCTION record_ddl();
CREATE TABLE seen_by_event_trigger ();

SET client_min_messages = error; -- a server with wal_level replica warns that nobody can subscribe
CREATE PUBLICATION everything FOR ALL TABLES WITH (publish = 'insert');
CREATE PUBLICATION some_rows FOR TABLE team (id, name) WHERE (id > 10);
RESET client_min_messages;

CREATE FOREIGN DATA WRAPPER nothing;
CREATE SERVER elsewhere FOREIGN DATA WRAPPER nothing OPTIONS (host 'elsewhere.invalid');
CREATE USER MAPPING FOR alice SERVER elsewhere OPTIONS (password 'mapped secret');
CREATE FOREIGN TABLE remote (id int, note text) SERVER elsewhere;
