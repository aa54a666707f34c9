/**
 * The CA of the installation: it signs the certificate of every instance, and its own certificates are what users trust.
 * Owns the settings {@code toygres.ca}; key and certificates come from files, such as those of a mounted Secret.
 * Start with {@link io.toygres.provisioner.authority.InstallationAuthority}.
 */
@NullMarked
package io.toygres.provisioner.authority;

import org.jspecify.annotations.NullMarked;
