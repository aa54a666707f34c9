-- What users note of their instances and images; a protected one can't be deleted. Every update gives a row another xmin, which is its ETag.
ALTER TABLE instances
    ADD COLUMN description text CHECK (length(description) <= 1000),
    ADD COLUMN labels jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(labels) = 'object'),
    ADD COLUMN protected boolean NOT NULL DEFAULT false;
ALTER TABLE images
    ADD COLUMN labels jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(labels) = 'object'),
    ADD COLUMN protected boolean NOT NULL DEFAULT false;
CREATE INDEX instances_labels ON instances USING gin (labels jsonb_path_ops);
CREATE INDEX images_labels ON images USING gin (labels jsonb_path_ops);
