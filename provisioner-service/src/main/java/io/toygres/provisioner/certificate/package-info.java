/**
 * The TLS certificate of each instance: made before its server, renewed before it ends, loaded without a restart.
 * Owns the Secrets {@code <instance>-tls} and the settings {@code toygres.certificates}.
 * Start with {@link io.toygres.provisioner.certificate.CertificateSteps} and {@link io.toygres.provisioner.certificate.CertificateRenewal}.
 */
@NullMarked
package io.toygres.provisioner.certificate;

import org.jspecify.annotations.NullMarked;
