-- What the restore that an instance came from could not bring back, and what it was warned of.
ALTER TABLE instances ADD COLUMN restore_report jsonb;
