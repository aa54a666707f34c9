/**
 * Sessions with a PostgreSQL server on a Unix socket that pass bytes on as they are. pgjdbc speaks UTF-8 and nothing else, but an
 * archive is in its database's encoding, which for SQL_ASCII is none. Start with {@link io.toygres.tool.wire.RawSession}.
 */
@NullMarked
package io.toygres.tool.wire;

import org.jspecify.annotations.NullMarked;
