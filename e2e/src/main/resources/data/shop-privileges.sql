-- Who may do what: owners, grants with grant options, column privileges, default privileges, row-level security.

SET search_path = sales, public, ext;

ALTER TABLE customer OWNER TO owners;
ALTER TABLE orders OWNER TO owners;
ALTER TABLE booking OWNER TO alice;
ALTER TYPE status OWNER TO alice;
ALTER FUNCTION greet(text[]) OWNER TO owners;
ALTER MATERIALIZED VIEW monthly OWNER TO alice;
ALTER VIEW order_summary OWNER TO owners;
ALTER SCHEMA "Mixed Case" OWNER TO "Weird Role ""x"" = 'y'";

GRANT USAGE ON SCHEMA sales, ext TO readers, bob WITH GRANT OPTION;
GRANT SELECT ON ALL TABLES IN SCHEMA sales TO readers;
GRANT INSERT, UPDATE (name, lead) ON team TO writers WITH GRANT OPTION;
GRANT SELECT (id, name) ON customer TO "Weird Role ""x"" = 'y'";
GRANT USAGE ON SEQUENCE invoice_number TO writers;
GRANT USAGE ON TYPE address TO readers;
REVOKE EXECUTE ON FUNCTION greet(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION greet(text[]) TO bob;
GRANT USAGE ON FOREIGN SERVER elsewhere TO writers;
REVOKE EXECUTE ON FUNCTION pg_catalog.pg_sleep(double precision) FROM PUBLIC;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT CREATE ON SCHEMA public TO writers;
SET ROLE writers;
GRANT INSERT ON team TO carol;
RESET ROLE;

ALTER DEFAULT PRIVILEGES FOR ROLE owners IN SCHEMA sales GRANT SELECT ON TABLES TO readers;
ALTER DEFAULT PRIVILEGES FOR ROLE alice REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

CREATE TABLE payroll (name name NOT NULL, salary int NOT NULL);
INSERT INTO payroll VALUES ('alice', 10), ('bob', 20), ('carol', 30);
ALTER TABLE payroll ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own_row ON payroll FOR SELECT TO readers USING (name = current_user);
CREATE POLICY no_raise ON payroll AS RESTRICTIVE FOR UPDATE USING (true) WITH CHECK (salary < 100);
GRANT SELECT, UPDATE ON payroll TO readers;
COMMENT ON POLICY own_row ON payroll IS 'Everyone sees their own';
