/**
 * {@code toygres-job download}: reads an image from Blob Storage with workload identity and sends it to the loader, which has none. Owns
 * the pipes between them. Start with {@link io.toygres.tool.download.DownloadCommand}.
 */
@NullMarked
package io.toygres.tool.download;

import org.jspecify.annotations.NullMarked;
