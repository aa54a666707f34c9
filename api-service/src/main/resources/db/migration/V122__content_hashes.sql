-- What a restore of the image can be compared with: the numbers of rows, or hashes of them too.
ALTER TABLE images ADD COLUMN compare text NOT NULL DEFAULT 'counts',
    ADD CONSTRAINT images_compare CHECK (compare IN ('counts', 'contents'));
