-- A restore makes an inherited column before the child's own, whichever came first; and one that is called t hides the row of that name.
CREATE TABLE parent (a int, b text);
CREATE TABLE child (own int, b text, a int);
INSERT INTO child VALUES (1, 'one', 2);
ALTER TABLE child INHERIT parent;
ALTER TABLE parent ADD c int DEFAULT 3;
CREATE TABLE hides (t int, other text);
INSERT INTO hides VALUES (NULL, 'seen all the same');
