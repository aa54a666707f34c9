/**
 * The audit log: who did what to what, from where and with which outcome, refused tries included; {@code /api/audit}.
 * Owns table {@code audit_log} in schema {@code cms}, which a trigger lets nobody change.
 * Start with {@link io.toygres.api.audit.Audit} and {@link io.toygres.api.audit.AuditFilter}.
 */
@NullMarked
package io.toygres.api.audit;

import org.jspecify.annotations.NullMarked;
