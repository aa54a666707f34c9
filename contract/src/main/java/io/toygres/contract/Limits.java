package io.toygres.contract;

/**
 * What names and sizes may be, for whoever checks them: requests, commands, and constraints of the CMS's tables, which hold the same
 * texts. The patterns are anchored and use only what Java, PostgreSQL and JSON Schema read alike.
 */
public final class Limits {

    /** A DNS label of at most 40 characters: with what is put behind it, it names objects of Kubernetes. */
    public static final String INSTANCE_NAME = "^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$";

    /** https://learn.microsoft.com/rest/api/virtualnetwork/public-ip-addresses (domainNameLabel) */
    public static final String DNS_LABEL = "^[a-z][a-z0-9-]{1,61}[a-z0-9]$";

    public static final String IMAGE_NAME = "^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$";

    public static final int LARGEST_STORAGE_GB = 16_384;

    /** In bytes: NAMEDATALEN - 1, https://www.postgresql.org/docs/current/limits.html */
    public static final int LONGEST_DATABASE_NAME = 63;

    private Limits() {}
}
