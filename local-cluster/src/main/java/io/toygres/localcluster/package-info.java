/**
 * A Kubernetes cluster on one machine without containers: the API, small controllers, and a kubelet that runs each container
 * as a process under bubblewrap. It owns one directory (objects, volumes, pods, kubeconfig, hosts file) and one block of loopback
 * addresses. Start at {@link io.toygres.localcluster.LocalCluster}; requests come in at
 * {@link io.toygres.localcluster.api.ApiServer} and pods run from {@link io.toygres.localcluster.pod.Kubelet}.
 *
 * <h2>Context</h2>
 *
 * The product creates Jobs, StatefulSets, claims and Services and follows them through watches. All of that has to be seen
 * working, with real PostgreSQL and real azcopy, on a machine that has no Docker, and faults have to be had at will: slow
 * volumes, DNS names that take minutes, pods that die, an API that answers 409, 429 and 500. The product's code must not be
 * able to tell the difference.
 *
 * <h2>Decision</h2>
 *
 * <ul>
 *   <li><b>Our own API server on Vert.x</b>, with the kinds of fabric8's model. Objects are JSON trees under one lock; every
 *       change has a revision, is appended to the journal and goes to a bounded log from which watches (HTTP and WebSocket)
 *       resume, so none loses an event. Reading is strict: an unknown field is refused even where a real server only warns.
 *   <li><b>Controllers are level-triggered</b>: they are told that something changed and look at everything. They sit beside
 *       the store and edit atomically; faults in the API don't reach them.
 *   <li><b>A container is a bubblewrap sandbox</b> with its own root, pid, ipc, uts and user namespace, and with this machine's
 *       {@code /usr}. Only one user id is mapped, so every file belongs to whoever runs the cluster.
 *   <li><b>A pod with container ports has a network of its own</b>, entered through a Unix socket per port: the server inside
 *       sees 127.0.0.2 and asks for a password, while 127.0.0.1 is its own pod. It can't call out. All other pods share the
 *       machine's network and reach Services through relays at 127.2.x.y and the hosts file that is bound over
 *       {@code /etc/hosts}.
 *   <li><b>Every process ends with the JVM</b>, by the parent-death signal, even if it is killed. Objects are in a journal and
 *       volumes are directories, so a start in the same directory is a restart of the cluster's machines.
 * </ul>
 *
 * <h2>Consequences</h2>
 *
 * kubectl (get, describe, logs, exec, events, wait, delete) and every client that speaks HTTP work. There is no TLS, no
 * authentication and no enforced RBAC, no tables, no resource limits, no {@code envFrom}, lifecycle hooks, HTTP probes,
 * Deployments, Endpoints, dry runs, protobuf, strategic merge or server-side apply; objects that ask for what is missing are
 * refused rather than taken lightly. Of an object's fields, those are checked without which nothing here could work. Jobs have
 * one completion.
 *
 * <h2>Rejected</h2>
 *
 * fabric8's CRUD server ({@code kubernetes-server-mock} 7.5.2): its watches exist over WebSocket only and always replay
 * everything instead of resuming, it has no discovery, log streams, generations, preconditions, grace periods or
 * propagation policies, and it merges lists as a JSON merge patch does. A layer that corrected this would have had to hold
 * the objects itself. k3s and kind need a container runtime and root. Running without sandboxes would share file systems,
 * environment and loopback, and {@code pg_hba.conf} would trust everyone.
 */
@NullMarked
package io.toygres.localcluster;

import org.jspecify.annotations.NullMarked;
