-- What each message said, as a hash, so that an id that is used again for something else is noticed. NULL where that is not known:
-- messages of an earlier release, and those that count as received although they never came.
ALTER TABLE inbox ADD COLUMN content_hash bytea;
