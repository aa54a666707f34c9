/**
 * Addresses, names and the way to a pod: Services, the relays behind every address, the hosts file. It owns
 * the blocks 127.1.x (pods), 127.2.x (cluster IPs) and 127.3.x (load balancers) for one x per cluster, and the hosts file.
 * Start at {@link io.toygres.localcluster.network.ServiceController}.
 */
@NullMarked
package io.toygres.localcluster.network;

import org.jspecify.annotations.NullMarked;
