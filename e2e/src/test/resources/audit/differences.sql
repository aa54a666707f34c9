-- What the tables of a system at rest contradict each other in: one sentence a row.
WITH worker AS (
    SELECT 'image' AS service, id, type, subject, status, failure_code, sequence, leased FROM image.operation
    UNION ALL
    SELECT 'provisioner', id, type, subject, status, failure_code, sequence, leased FROM provisioner.operation
),
asked AS (
    SELECT id, type, status, failure_code, last_sequence,
           CASE WHEN type IN ('create_image', 'delete_image') THEN 'image' ELSE 'provisioner' END AS service,
           CASE WHEN type IN ('create_image', 'delete_image') THEN image_id ELSE instance_id END AS subject
    FROM cms.operations
),
-- The operation that decided last what a resource is: a deletion, or else what made it.
decided AS (
    SELECT DISTINCT ON (subject) subject, type, status FROM asked
    ORDER BY subject, type LIKE 'delete%' AND status = 'succeeded' DESC, type NOT LIKE 'delete%' DESC
),
resource AS (
    SELECT id, 'instance ' || name AS title, status FROM cms.instances
    UNION ALL
    SELECT id, 'image ' || name, status FROM cms.images
)
SELECT format('cms: operation %s (%s) is still %s', id, type, status) FROM asked
WHERE status IN ('pending', 'running')
UNION ALL
SELECT format('cms: %s (%s) is still %s', title, id, status) FROM resource WHERE status IN ('creating', 'deleting')
UNION ALL
SELECT format('cms: %s (%s) is %s, but its %s has %s', title, id, resource.status, type, decided.status)
FROM resource LEFT JOIN decided ON subject = id
WHERE resource.status IS DISTINCT FROM CASE
    WHEN type LIKE 'delete%' AND decided.status = 'succeeded' THEN 'deleted'
    WHEN decided.status IN ('failed', 'cancelled') THEN 'failed'
    WHEN type = 'create_image' THEN 'available'
    ELSE 'running' END
UNION ALL
SELECT format('worker: operation %s (%s, %s) is still %s', id, service, type, status) FROM worker
WHERE status IN ('running', 'undoing') OR leased
UNION ALL
SELECT format('worker: operation %s (%s, %s) is none of the CMS', worker.id, worker.service, worker.type)
FROM worker LEFT JOIN asked USING (id) WHERE asked.id IS NULL
UNION ALL
-- One that was cancelled before its command arrived has no row at the worker.
SELECT format('worker: operation %s (%s) has no row at %s', asked.id, asked.type, asked.service)
FROM asked LEFT JOIN worker USING (id) WHERE worker.id IS NULL AND asked.status <> 'cancelled'
UNION ALL
SELECT format('operation %s (%s) of %s has %s (%s) at event %s, but at %s it is %s (%s) at event %s, about %s',
              id, asked.type, asked.subject, asked.status, asked.failure_code, last_sequence,
              worker.service, worker.status, worker.failure_code, sequence, worker.subject)
FROM asked JOIN worker USING (id)
WHERE asked.service <> worker.service
   OR asked.subject <> worker.subject
   OR last_sequence <> sequence
   OR asked.failure_code IS DISTINCT FROM worker.failure_code
   OR worker.status <> CASE WHEN asked.status = 'succeeded' THEN 'done' ELSE 'failed' END
UNION ALL
SELECT format('outbox of %s holds %s messages, the oldest of %s', service, count(*), min(created_at))
FROM (SELECT 'api-service' AS service, created_at FROM cms.outbox
      UNION ALL SELECT 'image-service', created_at FROM image.outbox
      UNION ALL SELECT 'provisioner-service', created_at FROM provisioner.outbox) AS outbox
GROUP BY service
ORDER BY 1
