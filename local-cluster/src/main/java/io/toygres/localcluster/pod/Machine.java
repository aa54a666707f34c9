package io.toygres.localcluster.pod;

import io.toygres.localcluster.fault.FaultSettings;
import io.toygres.localcluster.identity.TokenIssuer;
import io.toygres.localcluster.network.Addresses;
import io.toygres.localcluster.registry.Events;
import io.toygres.localcluster.registry.Registry;
import io.toygres.localcluster.runtime.ImageCatalog;
import io.toygres.localcluster.runtime.ProcessSpawner;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * What pods need of the cluster and of this machine.
 *
 * @param directory one directory per pod is made here
 * @param sockets a directory with a short path
 * @param etc hosts, passwd and group as every container sees them
 * @param crashBackoff before the second restart of a container; doubles up to five minutes
 */
public record Machine(
        Registry registry,
        Events events,
        ProcessSpawner spawner,
        ImageCatalog images,
        Addresses addresses,
        TokenIssuer tokens,
        FaultSettings faults,
        Clock clock,
        Path directory,
        Path sockets,
        Path etc,
        Duration crashBackoff) {}
