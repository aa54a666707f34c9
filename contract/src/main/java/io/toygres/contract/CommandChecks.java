package io.toygres.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What names and sizes in commands may be. The CMS checks the same when it takes a request; here it is checked again, since names
 * become names of objects, files and arguments.
 */
final class CommandChecks {

    private static final Pattern INSTANCE_NAME = Pattern.compile(Limits.INSTANCE_NAME);
    private static final Pattern DNS_LABEL = Pattern.compile(Limits.DNS_LABEL);
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final int MOST_DATABASES = 10_000;

    private CommandChecks() {}

    static boolean isInstanceName(String name) {
        return INSTANCE_NAME.matcher(name).matches();
    }

    static void instanceName(String name) {
        check(isInstanceName(name), "the instance's name is not a DNS label of at most 40 characters");
    }

    /** @param label null exactly when the instance is internal */
    static void dnsLabel(@Nullable String label, boolean internal) {
        check(internal == (label == null), "an instance has a DNS label exactly when it is not internal");
        check(label == null || DNS_LABEL.matcher(label).matches(), "the DNS label is none of 3 to 63 characters");
    }

    static void allowedCidrs(List<String> blocks, boolean internal) {
        check(!internal || blocks.isEmpty(), "an internal instance has no public address to be reached at");
        check(blocks.size() <= Cidr.MOST, "there are more than " + Cidr.MOST + " allowed blocks of addresses");
        for (String block : blocks) {
            check(Cidr.complaint(block).isEmpty(), "an allowed block of addresses is none");
        }
    }

    static void storageSize(int gigabytes) {
        check(
                gigabytes >= 1 && gigabytes <= Limits.LARGEST_STORAGE_GB,
                "the storage size is not between 1 and " + Limits.LARGEST_STORAGE_GB);
    }

    static void sha256(String hex) {
        check(SHA256.matcher(hex).matches(), "the manifest's hash is not 64 hexadecimal digits");
    }

    static void databases(List<String> names) {
        check(names.size() <= MOST_DATABASES, "there are more than " + MOST_DATABASES + " databases");
        for (String name : names) {
            int bytes = name.getBytes(UTF_8).length;
            check(
                    bytes >= 1 && bytes <= Limits.LONGEST_DATABASE_NAME && name.indexOf('\0') < 0,
                    "a database's name is empty, longer than " + Limits.LONGEST_DATABASE_NAME + " bytes or has a NUL");
        }
    }

    private static void check(boolean valid, String otherwise) {
        if (!valid) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
