/**
 * What values a request may hold: constraints beside those of Hibernate Validator, query parameters as types, and how a violation
 * becomes a problem. Owns no table.
 * Start with {@link io.toygres.api.validation.InvalidValues}, which says how a constraint's message reads.
 */
@NullMarked
package io.toygres.api.validation;

import org.jspecify.annotations.NullMarked;
