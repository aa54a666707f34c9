/**
 * Starting, watching and ending the programs that the local system consists of. It owns no state but the processes
 * themselves: each ends with this JVM, however that ends. Start reading at {@link io.toygres.local.process.ChildProcess}.
 */
@NullMarked
package io.toygres.local.process;

import org.jspecify.annotations.NullMarked;
