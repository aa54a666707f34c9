-- Rows as the release of this schema wrote them: every status of every table, and each kind of operation under way.
-- Passwords are 'choose-1-yourself', encrypted under the key k1 of 32 zero bytes.

INSERT INTO instances (id, name, status, image_type, postgres_version, storage_size_gb, internal, dns_label, source_image_id, password_encrypted, created_at, updated_at)
VALUES ('c0000000-0000-4000-8000-000000000001', 'i-creating-pending', 'creating', 'stock', '15', 10, false, 'i-creating-pending-c0000000', NULL,
        'k1:0DPzbnWkqYEll4joNe5WpV0xiOgyWGp25NlZisSkW9s7Tur16zyEK8HhL6DM', '2026-10-01T10:00:01Z', '2026-10-01T10:00:01Z');
INSERT INTO instances (id, name, status, image_type, postgres_version, storage_size_gb, internal, dns_label, source_image_id, password_encrypted, created_at, updated_at)
VALUES ('c0000000-0000-4000-8000-000000000002', 'i-creating-running', 'creating', 'stock', '15', 10, false, 'i-creating-running-c0000000', NULL,
        'k1:AbepkCCntpaGwhCzbcN8cB93MxEmzUIYYzSZJCQAdhXgbImfVr52XlehyKNu', '2026-10-01T10:00:02Z', '2026-10-01T10:00:02Z');
INSERT INTO instances (id, name, status, image_type, postgres_version, storage_size_gb, internal, dns_label, source_image_id, password_encrypted, created_at, updated_at)
VALUES ('c0000000-0000-4000-8000-000000000003', 'i-running', 'creating', 'stock', '15', 10, false, 'i-running-c0000000', NULL,
        'k1:XkqqbV4oj9pOOzk9aUhnERJYrcOuChVDEbvs7KJyBhpblho18VQXYHNMl9mR', '2026-10-01T10:00:03Z', '2026-10-01T10:00:03Z');
INSERT INTO instances (id, name, status, image_type, postgres_version, storage_size_gb, internal, dns_label, source_image_id, password_encrypted, created_at, updated_at)
VALUES ('c0000000-0000-4000-8000-000000000004', 'i-failed', 'creating', 'stock', '15', 10, false, 'i-failed-c0000000', NULL,
        'k1:oweWuGvrvevmTrew7oZnMIm7QM/dSuxk0KVqd7MbUlI0SxPqix78UGvSTxfN', '2026-10-01T10:00:04Z', '2026-10-01T10:00:04Z');
INSERT INTO instances (id, name, status, image_type, postgres_version, storage_size_gb, internal, dns_label, source_image_id, password_encrypted, created_at, updated_at)
VALUES ('c0000000-0000-4000-8000-000000000005', 'i-deleting', 'creating', 'stock', '15', 10, false, 'i-deleting-c0000000', NULL,
        'k1:Km8iLOz7X0r5Q+PMAy3zzF9arnnzgTkpvBLmaV3HerCVOWjGG1XpDvMfEN2w', '2026-10-01T10:00:05Z', '2026-10-01T10:00:05Z');
INSERT INTO instances (id, name, status, image_type, postgres_version, storage_size_gb, internal, dns_label, source_image_id, password_encrypted, created_at, updated_at)
VALUES ('c0000000-0000-4000-8000-000000000006', 'i-deleted', 'creating', 'stock', '15', 10, false, 'i-deleted-c0000000', NULL,
        'k1:+emYKr5Pl7CkmUIe1ANEkp1C8lvwHHrJflBtxxQgOM3QAiKblk360Ksig2oT', '2026-10-01T10:00:06Z', '2026-10-01T10:00:06Z');
INSERT INTO instances (id, name, status, image_type, postgres_version, storage_size_gb, internal, dns_label, source_image_id, password_encrypted, created_at, updated_at)
VALUES ('c0000000-0000-4000-8000-000000000008', 'i-cancelled', 'creating', 'stock', '15', 10, false, 'i-cancelled-c0000000', NULL,
        'k1:P/5p6V1J9Jo8tq5gkkM3Oqczfwa+WeTKYsDQq4q6DlMVbdzNiN4XBz/Mi3Qd', '2026-10-01T10:00:08Z', '2026-10-01T10:00:08Z');
INSERT INTO instances (id, name, status, image_type, postgres_version, storage_size_gb, internal, dns_label, source_image_id, password_encrypted, created_at, updated_at)
VALUES ('c0000000-0000-4000-8000-000000000009', 'i-cancelling', 'creating', 'stock', '15', 10, false, 'i-cancelling-c0000000', NULL,
        'k1:twNJEv84dcK/0+HjuIOjid/MwTcJCbrsqNSArkk+YDUrZiR86pOzrwQIi4VO', '2026-10-01T10:00:09Z', '2026-10-01T10:00:09Z');

UPDATE instances SET status = 'running', host = name || '.example.org', port = 5432 WHERE id IN ('c0000000-0000-4000-8000-000000000003', 'c0000000-0000-4000-8000-000000000005', 'c0000000-0000-4000-8000-000000000006');
UPDATE instances SET status = 'failed', password_encrypted = NULL, failure_code = 'NOT_READY', failure_detail = 'Step await-server was not done within 10 minutes.'
WHERE id = 'c0000000-0000-4000-8000-000000000004';
UPDATE instances SET status = 'failed', password_encrypted = NULL, failure_code = 'CANCELLED', failure_detail = 'Cancelled on request.' WHERE id = 'c0000000-0000-4000-8000-000000000008';
UPDATE instances SET status = 'deleting', password_encrypted = NULL WHERE id IN ('c0000000-0000-4000-8000-000000000005', 'c0000000-0000-4000-8000-000000000006');
UPDATE instances SET status = 'deleted' WHERE id = 'c0000000-0000-4000-8000-000000000006';

INSERT INTO images (id, name, description, kind, status, instance_id, image_type, postgres_version, storage_size_gb, databases, source_password_encrypted, created_at)
VALUES ('d0000000-0000-4000-8000-000000000001', 'm-creating-pending', 'of Monday', 'logical', 'creating', 'c0000000-0000-4000-8000-000000000003', 'stock', '15', 10, '{orders}',
        'k1:L7HixiJsrlIwx/YCzGh5MjI9vxqSawTuU2yKQVM2gW0M/qPFaQJAaETwRhag', '2026-10-01T10:01:01Z');
INSERT INTO images (id, name, description, kind, status, instance_id, image_type, postgres_version, storage_size_gb, databases, source_password_encrypted, created_at)
VALUES ('d0000000-0000-4000-8000-000000000002', 'm-creating-running', 'of Monday', 'logical', 'creating', 'c0000000-0000-4000-8000-000000000003', 'stock', '15', 10, '{orders}',
        'k1:zFEg4xopVDk7SDdSpQg/8t9dKv+cZZu4WcfK0V74Xa7AU4lhr+VmkRzomfyE', '2026-10-01T10:01:02Z');
INSERT INTO images (id, name, description, kind, status, instance_id, image_type, postgres_version, storage_size_gb, databases, source_password_encrypted, created_at)
VALUES ('d0000000-0000-4000-8000-000000000003', 'm-available', 'of Monday', 'logical', 'creating', 'c0000000-0000-4000-8000-000000000003', 'stock', '15', 10, '{orders}',
        'k1:dZDSwDerCvisumeSgsPTWF1eR+II2tNXuBnT9nbgylWSDGqZxKZsNvF/ivd5', '2026-10-01T10:01:03Z');
INSERT INTO images (id, name, description, kind, status, instance_id, image_type, postgres_version, storage_size_gb, databases, source_password_encrypted, created_at)
VALUES ('d0000000-0000-4000-8000-000000000004', 'm-failed', 'of Monday', 'logical', 'creating', 'c0000000-0000-4000-8000-000000000003', 'stock', '15', 10, '{orders}',
        'k1:B3ifNLeAY2oR67dV2GqghLBCzXPqk/J1YHgOPf2W7PszH6VLW8l9fxaGz7Cn', '2026-10-01T10:01:04Z');
INSERT INTO images (id, name, description, kind, status, instance_id, image_type, postgres_version, storage_size_gb, databases, source_password_encrypted, created_at)
VALUES ('d0000000-0000-4000-8000-000000000005', 'm-deleting', 'of Monday', 'logical', 'creating', 'c0000000-0000-4000-8000-000000000003', 'stock', '15', 10, '{orders}',
        'k1:YcEengpYviQQ5eB1ze28X+Qn/KmxVwnjwqFEXhweBunKhA0P5N9Yq8vIjdwK', '2026-10-01T10:01:05Z');
INSERT INTO images (id, name, description, kind, status, instance_id, image_type, postgres_version, storage_size_gb, databases, source_password_encrypted, created_at)
VALUES ('d0000000-0000-4000-8000-000000000006', 'm-deleted', 'of Monday', 'logical', 'creating', 'c0000000-0000-4000-8000-000000000003', 'stock', '15', 10, '{orders}',
        'k1:X5OcI8oDmF4dGshgTPb2+hnKCVDSNF4D+yGLTQxA5N3MVwKDXZcKUc8a5YAu', '2026-10-01T10:01:06Z');
INSERT INTO images (id, name, description, kind, status, instance_id, image_type, postgres_version, storage_size_gb, databases, source_password_encrypted, created_at)
VALUES ('d0000000-0000-4000-8000-000000000007', 'm-cancelling', 'of Monday', 'logical', 'creating', 'c0000000-0000-4000-8000-000000000003', 'stock', '15', 10, '{orders}',
        'k1:7qNx9BVTVHw4XAFktA/TxrbTEvx01/ruZc6sYcDpwn8dUQZff2vM7ajrCtD3', '2026-10-01T10:01:07Z');

UPDATE images SET status = 'available', size_bytes = 1234567, checksum = repeat('5d', 32), server_version = '15.14',
    contents = '[{"name": "orders", "size_bytes": 8000000, "tables": 12, "rows": 3456}]', duration_ms = 2500, available_at = '2026-10-01T10:02:00Z'
WHERE id IN ('d0000000-0000-4000-8000-000000000003', 'd0000000-0000-4000-8000-000000000005', 'd0000000-0000-4000-8000-000000000006');
UPDATE images SET status = 'failed', source_password_encrypted = NULL, failure_code = 'DUMP_FAILED', failure_detail = 'pg_dump: error: query failed' WHERE id = 'd0000000-0000-4000-8000-000000000004';
UPDATE images SET status = 'deleting', source_password_encrypted = NULL WHERE id IN ('d0000000-0000-4000-8000-000000000005', 'd0000000-0000-4000-8000-000000000006');
UPDATE images SET status = 'deleted' WHERE id = 'd0000000-0000-4000-8000-000000000006';

INSERT INTO instances (id, name, status, image_type, postgres_version, storage_size_gb, internal, dns_label, source_image_id, password_encrypted, created_at, updated_at)
VALUES ('c0000000-0000-4000-8000-000000000007', 'i-restoring', 'creating', 'stock', '15', 10, false, 'i-restoring-c0000000', 'd0000000-0000-4000-8000-000000000003',
        'k1:nv1djHrNlRRElG8SOdIAJdM2aTuEPA327z7Yx/R4LIbsBqjv5vkEV8QUxC3+', '2026-10-01T10:00:07Z', '2026-10-01T10:00:07Z');

INSERT INTO operations (id, type, status, instance_id, image_id, command, command_sent_at, created_at)
VALUES ('e0000000-0000-4000-8000-000000000001', 'create_instance', 'pending', 'c0000000-0000-4000-8000-000000000001', NULL,
        '{"operation_id": "e0000000-0000-4000-8000-000000000001", "instance": {"instance_id": "c0000000-0000-4000-8000-000000000001", "name": "i-creating-pending", "image_type": "stock", "postgres_version": "15", "storage_size_gb": 10, "internal": false, "dns_label": "i-creating-pending-c0000000"}, "password": "k1:bLAujpHhszWjqE9zWbTMXmocMbQJ0wNeRQyKZvJHR5ghSrhgGDRaIW2+53l6"}', '2026-10-01T10:03:00Z', '2026-10-01T10:03:01Z');
INSERT INTO operations (id, type, status, instance_id, image_id, command, command_sent_at, created_at)
VALUES ('e0000000-0000-4000-8000-000000000002', 'create_instance', 'pending', 'c0000000-0000-4000-8000-000000000002', NULL,
        '{"operation_id": "e0000000-0000-4000-8000-000000000002"}', '2026-10-01T10:03:00Z', '2026-10-01T10:03:02Z');
INSERT INTO operations (id, type, status, instance_id, image_id, command, command_sent_at, created_at)
VALUES ('e0000000-0000-4000-8000-000000000003', 'create_instance', 'pending', 'c0000000-0000-4000-8000-000000000003', NULL,
        '{"operation_id": "e0000000-0000-4000-8000-000000000003"}', '2026-10-01T10:03:00Z', '2026-10-01T10:03:03Z');
INSERT INTO operations (id, type, status, instance_id, image_id, command, command_sent_at, created_at)
VALUES ('e0000000-0000-4000-8000-000000000004', 'create_instance', 'pending', 'c0000000-0000-4000-8000-000000000004', NULL,
        '{"operation_id": "e0000000-0000-4000-8000-000000000004"}', '2026-10-01T10:03:00Z', '2026-10-01T10:03:04Z');
INSERT INTO operations (id, type, status, instance_id, image_id, command, command_sent_at, created_at)
VALUES ('e0000000-0000-4000-8000-000000000005', 'create_instance', 'pending', 'c0000000-0000-4000-8000-000000000005', NULL,
        '{"operation_id": "e0000000-0000-4000-8000-000000000005"}', '2026-10-01T10:03:00Z', '2026-10-01T10:03:05Z');
INSERT INTO operations (id, type, status, instance_id, image_id, command, command_sent_at, created_at)
VALUES ('e0000000-0000-4000-8000-000000000006', 'create_instance', 'pending', 'c0000000-0000-4000-8000-000000000006', NULL,
        '{"operation_id": "e0000000-0000-4000-8000-000000000006"}', '2026-10-01T10:03:00Z', '2026-10-01T10:03:06Z');
INSERT INTO operations (id, type, status, instance_id, image_id, command, command_sent_at, created_at)
VALUES ('e0000000-0000-4000-8000-000000000008', 'create_instance', 'pending', 'c0000000-0000-4000-8000-000000000008', NULL,
        '{"operation_id": "e0000000-0000-4000-8000-000000000008"}', '2026-10-01T10:03:00Z', '2026-10-01T10:03:08Z');
INSERT INTO operations (id, type, status, instance_id, image_id, command, command_sent_at, created_at)
VALUES ('e0000000-0000-4000-8000-000000000009', 'create_instance', 'pending', 'c0000000-0000-4000-8000-000000000009', NULL,
        '{"operation_id": "e0000000-0000-4000-8000-000000000009"}', '2026-10-01T10:03:00Z', '2026-10-01T10:03:09Z');
INSERT INTO operations (id, type, status, instance_id, image_id, command, command_sent_at, created_at)
VALUES ('e0000000-0000-4000-8000-000000000011', 'create_image', 'pending', 'c0000000-0000-4000-8000-000000000003', 'd0000000-0000-4000-8000-000000000001',
        '{"operation_id": "e0000000-0000-4000-8000-000000000011", "image_id": "d0000000-0000-4000-8000-000000000001", "kind": "logical", "databases": ["orders"], "source": {"instance_id": "c0000000-0000-4000-8000-000000000003", "name": "i-running", "image_type": "stock", "postgres_version": "15"}}', '2026-10-01T10:03:00Z', '2026-10-01T10:03:11Z');
INSERT INTO operations (id, type, status, instance_id, image_id, command, command_sent_at, created_at)
VALUES ('e0000000-0000-4000-8000-000000000012', 'create_image', 'pending', 'c0000000-0000-4000-8000-000000000003', 'd0000000-0000-4000-8000-000000000002',
        '{"operation_id": "e0000000-0000-4000-8000-000000000012"}', '2026-10-01T10:03:00Z', '2026-10-01T10:03:12Z');
INSERT INTO operations (id, type, status, instance_id, image_id, command, command_sent_at, created_at)
VALUES ('e0000000-0000-4000-8000-000000000013', 'create_image', 'pending', 'c0000000-0000-4000-8000-000000000003', 'd0000000-0000-4000-8000-000000000003',
        '{"operation_id": "e0000000-0000-4000-8000-000000000013"}', '2026-10-01T10:03:00Z', '2026-10-01T10:03:13Z');
INSERT INTO operations (id, type, status, instance_id, image_id, command, command_sent_at, created_at)
VALUES ('e0000000-0000-4000-8000-000000000014', 'create_image', 'pending', 'c0000000-0000-4000-8000-000000000003', 'd0000000-0000-4000-8000-000000000004',
        '{"operation_id": "e0000000-0000-4000-8000-000000000014"}', '2026-10-01T10:03:00Z', '2026-10-01T10:03:14Z');
INSERT INTO operations (id, type, status, instance_id, image_id, command, command_sent_at, created_at)
VALUES ('e0000000-0000-4000-8000-000000000015', 'create_image', 'pending', 'c0000000-0000-4000-8000-000000000003', 'd0000000-0000-4000-8000-000000000005',
        '{"operation_id": "e0000000-0000-4000-8000-000000000015"}', '2026-10-01T10:03:00Z', '2026-10-01T10:03:15Z');
INSERT INTO operations (id, type, status, instance_id, image_id, command, command_sent_at, created_at)
VALUES ('e0000000-0000-4000-8000-000000000016', 'create_image', 'pending', 'c0000000-0000-4000-8000-000000000003', 'd0000000-0000-4000-8000-000000000006',
        '{"operation_id": "e0000000-0000-4000-8000-000000000016"}', '2026-10-01T10:03:00Z', '2026-10-01T10:03:16Z');
INSERT INTO operations (id, type, status, instance_id, image_id, command, command_sent_at, created_at)
VALUES ('e0000000-0000-4000-8000-000000000017', 'create_image', 'pending', 'c0000000-0000-4000-8000-000000000003', 'd0000000-0000-4000-8000-000000000007',
        '{"operation_id": "e0000000-0000-4000-8000-000000000017"}', '2026-10-01T10:03:00Z', '2026-10-01T10:03:17Z');
INSERT INTO operations (id, type, status, instance_id, image_id, command, command_sent_at, created_at)
VALUES ('e0000000-0000-4000-8000-000000000007', 'restore_instance', 'pending', 'c0000000-0000-4000-8000-000000000007', 'd0000000-0000-4000-8000-000000000003',
        '{"operation_id": "e0000000-0000-4000-8000-000000000007"}', '2026-10-01T10:03:00Z', '2026-10-01T10:03:07Z');

UPDATE operations SET status = 'running', started_at = '2026-10-01T10:04:00Z', last_sequence = 2, step = 'create-server', message = 'Create server',
    command = NULL, command_sent_at = NULL
WHERE status = 'pending' AND id NOT IN ('e0000000-0000-4000-8000-000000000001', 'e0000000-0000-4000-8000-000000000011');
INSERT INTO operation_events (operation_id, sequence, time, step, message)
SELECT id, 1, TIMESTAMPTZ '2026-10-01T10:04:00Z', 'create-volume', 'Create volume' FROM operations WHERE status = 'running'
UNION ALL SELECT id, 2, TIMESTAMPTZ '2026-10-01T10:04:01Z', 'create-server', 'Create server' FROM operations WHERE status = 'running';
UPDATE operations SET cancel_requested_at = '2026-10-01T10:04:02Z', cancel_sent_at = '2026-10-01T10:04:02Z' WHERE id IN ('e0000000-0000-4000-8000-000000000008', 'e0000000-0000-4000-8000-000000000009', 'e0000000-0000-4000-8000-000000000017');
UPDATE operations SET status = 'succeeded', finished_at = '2026-10-01T10:05:00Z', last_sequence = 3 WHERE id IN ('e0000000-0000-4000-8000-000000000003', 'e0000000-0000-4000-8000-000000000005', 'e0000000-0000-4000-8000-000000000006', 'e0000000-0000-4000-8000-000000000013', 'e0000000-0000-4000-8000-000000000015', 'e0000000-0000-4000-8000-000000000016', 'e0000000-0000-4000-8000-000000000026', 'e0000000-0000-4000-8000-000000000036');
UPDATE operations SET status = 'failed', finished_at = '2026-10-01T10:05:00Z', last_sequence = 3, failure_code = 'NOT_READY', failure_detail = 'It did not come up.'
WHERE id IN ('e0000000-0000-4000-8000-000000000004', 'e0000000-0000-4000-8000-000000000014');
UPDATE operations SET status = 'cancelled', finished_at = '2026-10-01T10:05:00Z', last_sequence = 3, failure_code = 'CANCELLED', failure_detail = 'Cancelled on request.', cancel_sent_at = NULL
WHERE id = 'e0000000-0000-4000-8000-000000000008';

INSERT INTO operations (id, type, status, instance_id, image_id, command, command_sent_at, created_at)
VALUES ('e0000000-0000-4000-8000-000000000025', 'delete_instance', 'pending', 'c0000000-0000-4000-8000-000000000005', NULL,
        '{"operation_id": "e0000000-0000-4000-8000-000000000025"}', '2026-10-01T10:03:00Z', '2026-10-01T10:03:25Z');
INSERT INTO operations (id, type, status, instance_id, image_id, command, command_sent_at, created_at)
VALUES ('e0000000-0000-4000-8000-000000000026', 'delete_instance', 'pending', 'c0000000-0000-4000-8000-000000000006', NULL,
        '{"operation_id": "e0000000-0000-4000-8000-000000000026"}', '2026-10-01T10:03:00Z', '2026-10-01T10:03:26Z');
INSERT INTO operations (id, type, status, instance_id, image_id, command, command_sent_at, created_at)
VALUES ('e0000000-0000-4000-8000-000000000035', 'delete_image', 'pending', NULL, 'd0000000-0000-4000-8000-000000000005',
        '{"operation_id": "e0000000-0000-4000-8000-000000000035"}', '2026-10-01T10:03:00Z', '2026-10-01T10:03:35Z');
INSERT INTO operations (id, type, status, instance_id, image_id, command, command_sent_at, created_at)
VALUES ('e0000000-0000-4000-8000-000000000036', 'delete_image', 'pending', NULL, 'd0000000-0000-4000-8000-000000000006',
        '{"operation_id": "e0000000-0000-4000-8000-000000000036"}', '2026-10-01T10:03:00Z', '2026-10-01T10:03:36Z');
UPDATE operations SET status = 'running', started_at = '2026-10-01T10:06:00Z', last_sequence = 1, step = 'remove-service', message = 'Remove service',
    command = NULL, command_sent_at = NULL
WHERE id IN ('e0000000-0000-4000-8000-000000000025', 'e0000000-0000-4000-8000-000000000026', 'e0000000-0000-4000-8000-000000000035', 'e0000000-0000-4000-8000-000000000036');
UPDATE operations SET status = 'succeeded', finished_at = '2026-10-01T10:07:00Z', last_sequence = 3 WHERE id IN ('e0000000-0000-4000-8000-000000000026', 'e0000000-0000-4000-8000-000000000036');

INSERT INTO outbox (topic, record_key, headers, body) VALUES
    ('toygres.instance.commands', 'c0000000-0000-4000-8000-000000000001',
     '{"ce_specversion": "1.0", "ce_id": "e0000000-0000-4000-8000-000000000001", "ce_type": "toygres.instance.create.v1", "ce_source": "api-service", "ce_subject": "c0000000-0000-4000-8000-000000000001", "ce_time": "2026-10-01T10:03:00Z", "ce_sequence": "0", "content-type": "application/json"}',
     '{"operation_id": "e0000000-0000-4000-8000-000000000001", "instance": {"instance_id": "c0000000-0000-4000-8000-000000000001", "name": "i-creating-pending", "image_type": "stock", "postgres_version": "15", "storage_size_gb": 10, "internal": false, "dns_label": "i-creating-pending-c0000000"}, "password": "k1:IysD5BKGkItvTfaqpLdBr9Rc/boJ9IOPAjSZeb0n5YSoVp4p24XI5vuI3HZG"}'),
    ('toygres.image.commands', 'd0000000-0000-4000-8000-000000000001',
     '{"ce_specversion": "1.0", "ce_id": "e0000000-0000-4000-8000-000000000011", "ce_type": "toygres.image.create.v1", "ce_source": "api-service", "ce_subject": "d0000000-0000-4000-8000-000000000001", "ce_time": "2026-10-01T10:03:00Z", "ce_sequence": "0", "content-type": "application/json"}',
     '{"operation_id": "e0000000-0000-4000-8000-000000000011", "image_id": "d0000000-0000-4000-8000-000000000001", "kind": "logical", "databases": ["orders"], "source": {"instance_id": "c0000000-0000-4000-8000-000000000003", "name": "i-running", "image_type": "stock", "postgres_version": "15"}}');
INSERT INTO inbox (message_id) VALUES ('e0000000-0000-4000-8000-000000000002/1'), ('e0000000-0000-4000-8000-000000000002/2');
