package io.toygres.provisioner.authority;

import io.toygres.contract.InstanceId;
import java.net.URI;

/**
 * The name in a certificate that tells which instance it is of. DNS names do not: one that was given by hand, or an address, may have
 * been another instance's before, whose key that one's users could read.
 */
public final class InstanceUri {

    private InstanceUri() {}

    /** Such as {@code urn:uuid:1b2c3d4e-0000-4000-8000-000000000001} (RFC 9562). */
    public static URI of(InstanceId instance) {
        return URI.create("urn:uuid:" + instance);
    }
}
