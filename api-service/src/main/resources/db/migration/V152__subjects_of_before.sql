-- Of operations that were there before V149, apart from it: nothing but these rows is locked meanwhile.
UPDATE operations SET
    subject = CASE WHEN type IN ('create_image', 'delete_image') THEN image_id ELSE instance_id END,
    resource_name = CASE WHEN type IN ('create_image', 'delete_image')
        THEN (SELECT name FROM images WHERE id = image_id) ELSE (SELECT name FROM instances WHERE id = instance_id) END
WHERE resource_name IS NULL;
