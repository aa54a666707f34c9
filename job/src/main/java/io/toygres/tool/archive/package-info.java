/**
 * Reads the custom archives that pg_dump writes: their table of contents and their data, byte for byte. Owns nothing; it writes no
 * archive. Start with {@link io.toygres.tool.archive.ArchiveReader}.
 */
@NullMarked
package io.toygres.tool.archive;

import org.jspecify.annotations.NullMarked;
