-- Rows as the release of this schema wrote them: operations at every step and in every state, and a message that waits.
-- An operation's id ends with its number, as does its image's.
WITH operations (number, type, step, status, failure_code, leased, cancelled) AS (VALUES
    (1, 'backup', 'claim-image', 'running', NULL, false, false),
    (2, 'backup', 'create-job', 'running', NULL, false, false),
    (3, 'backup', 'await-job', 'running', NULL, false, false),
    (4, 'backup', 'check-listing', 'running', NULL, false, false),
    (5, 'backup', 'verify-files', 'running', NULL, false, false),
    (6, 'backup', 'remove-other-attempts', 'running', NULL, false, false),
    (7, 'backup', 'write-manifest', 'running', NULL, false, false),
    -- its process died at work
    (8, 'backup', 'claim-image', 'running', NULL, true, false),
    (9, 'backup', 'verify-files', 'running', NULL, true, false),
    (10, 'backup', 'await-job', 'running', NULL, false, true),
    (11, 'backup', 'create-job', 'undoing', 'DUMP_FAILED', false, false),
    (12, 'backup', 'claim-image', 'undoing', 'CANCELLED', true, false),
    (13, 'backup', 'write-manifest', 'done', NULL, false, false),
    (14, 'backup', 'claim-image', 'failed', 'DUMP_FAILED', false, false),
    (21, 'delete-image', 'delete-job', 'running', NULL, false, false),
    (22, 'delete-image', 'delete-manifest', 'running', NULL, true, false),
    (23, 'delete-image', 'delete-files', 'running', NULL, false, false),
    (24, 'delete-image', 'delete-files', 'done', NULL, false, false)
),
named AS (
    SELECT *, ('e0000000-0000-4000-8000-' || lpad(number::text, 12, '0'))::uuid AS id,
           ('d0000000-0000-4000-8000-' || lpad(number::text, 12, '0'))::uuid AS image
    FROM operations
)
INSERT INTO operation (
    id, type, version, subject, status, state, step, phase_started_at, step_started_at, attempt, failures, wait_reason,
    failure_code, failure_detail, cancel_requested_at, finished_at, sequence, due_at, leased, fencing_token)
SELECT id, type, 1, image, status,
       CASE type WHEN 'backup' THEN jsonb_build_object(
           'operation_id', id, 'image_id', image, 'kind', 'logical', 'databases', '[]'::jsonb,
           'source', '{"instance_id": "c0000000-0000-4000-8000-000000000001", "name": "shop", "image_type": "stock",
                       "postgres_version": "15"}'::jsonb,
           'watch', CASE WHEN step NOT IN ('claim-image', 'create-job') THEN
               '{"last": {"since": "2026-10-01T10:00:08.317859Z", "workers": [{"phase": "dump", "activity": null,
                          "database": "postgres", "done_bytes": 0, "total_bytes": 8192}]},
                 "told_at": "2026-10-01T10:00:03.877098Z"}'::jsonb END,
           'upload', CASE WHEN step NOT IN ('claim-image', 'create-job', 'await-job') THEN jsonb_build_object(
               'attempt', 'a1', 'result', image || '/a1/result.json', 'result_length', 1716,
               'result_sha256', repeat('82', 32)) END,
           'verified_files', 0)
       ELSE jsonb_build_object('operation_id', id, 'image_id', image) END,
       step, now(), now(), 1, CASE WHEN leased THEN 1 ELSE 0 END,
       CASE step WHEN 'await-job' THEN 'the backup Job runs' END,
       failure_code, CASE WHEN failure_code IS NOT NULL THEN 'As the release said.' END,
       CASE WHEN cancelled THEN now() END,
       CASE WHEN status IN ('done', 'failed') THEN now() - interval '1 day' END,
       3, now(), leased, CASE WHEN leased THEN 7 ELSE 6 END
FROM named;

INSERT INTO outbox (topic, record_key, headers, body) VALUES (
    'toygres.image.events', 'd0000000-0000-4000-8000-000000000013',
    '{"ce_specversion": "1.0", "ce_id": "e0000000-0000-4000-8000-000000000013/3", "ce_type": "toygres.image.progressed.v1",
      "ce_source": "image-service", "ce_subject": "d0000000-0000-4000-8000-000000000013", "ce_time": "2026-10-01T10:04:00Z",
      "ce_sequence": "3", "content-type": "application/json"}',
    '{"operation_id": "e0000000-0000-4000-8000-000000000013", "image_id": "d0000000-0000-4000-8000-000000000013",
      "progress": {"step": "write-manifest", "message": "Write manifest", "done_bytes": null, "total_bytes": null}}');

INSERT INTO inbox (message_id)
SELECT id::text FROM operation;
