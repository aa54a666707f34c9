/**
 * A CMS that is put back to an earlier backup of its database. Changes the rows of the services' database.
 * Start with {@link io.toygres.e2e.recovery.RestoredCmsE2E}.
 */
@NullMarked
package io.toygres.e2e.recovery;

import org.jspecify.annotations.NullMarked;
