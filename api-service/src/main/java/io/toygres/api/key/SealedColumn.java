package io.toygres.api.key;

import java.util.Locale;

/** Every column of the CMS that holds what the keyring has encrypted. A column that is missing here would keep its key for ever. */
enum SealedColumn {
    INSTANCE_PASSWORD("instances", "id", "password_encrypted"),
    IMAGE_PASSWORD("images", "id", "source_password_encrypted"),
    REQUEST_DIGEST("idempotency_keys", "digest_owner", "digest_encrypted"),
    WEBHOOK_SECRET("webhooks", "id", "secret_encrypted"),
    PREVIOUS_WEBHOOK_SECRET("webhooks", "id", "previous_secret_encrypted");

    private final String table;
    private final String owner;
    private final String column;

    /** @param owner the column with the id that the secret is encrypted for */
    SealedColumn(String table, String owner, String column) {
        this.table = table;
        this.owner = owner;
        this.column = column;
    }

    /** Of what it is, over HTTP, such as {@code instance_password}. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Such as {@code instances.password_encrypted}. */
    String place() {
        return table + "." + column;
    }

    /** The statement with this column's names in it, which are the only text that ever gets into one. */
    String in(String template) {
        return template.replace("{table}", table).replace("{owner}", owner).replace("{secret}", column);
    }
}
