-- Images that hold the server's files: all of them, so that no databases are chosen.
ALTER TABLE images DROP CONSTRAINT images_kind_check;
ALTER TABLE images ADD CONSTRAINT images_kind_check CHECK (kind IN ('logical', 'physical'));
ALTER TABLE images ADD CONSTRAINT images_physical_is_whole CHECK (kind <> 'physical' OR databases = '{}');
