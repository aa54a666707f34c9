-- Pages in other orders than newest first (which the indexes of V100 and V132 also serve backwards): of all, and of a caller's one project.
-- Names by their characters' codes, so that the order is the same on every database and a prefix is a range of the index.
CREATE INDEX instances_by_name ON instances (name COLLATE "C", id) WHERE status <> 'deleted';
CREATE INDEX instances_by_name_of_project ON instances (project, name COLLATE "C", id) WHERE status <> 'deleted';
CREATE INDEX instances_by_storage ON instances (storage_size_gb, id) WHERE status <> 'deleted';
CREATE INDEX instances_by_storage_of_project ON instances (project, storage_size_gb, id) WHERE status <> 'deleted';
CREATE INDEX images_by_name ON images (name COLLATE "C", id) WHERE status <> 'deleted';
CREATE INDEX images_by_name_of_project ON images (project, name COLLATE "C", id) WHERE status <> 'deleted';
CREATE INDEX images_by_size ON images (coalesce(size_bytes, -1), id) WHERE status <> 'deleted';
CREATE INDEX images_by_size_of_project ON images (project, coalesce(size_bytes, -1), id) WHERE status <> 'deleted';
