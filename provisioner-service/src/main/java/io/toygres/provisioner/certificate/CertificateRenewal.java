package io.toygres.provisioner.certificate;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;

/** Looks at all instances' certificates again and again. */
@ApplicationScoped
class CertificateRenewal {

    private final CertificatePass pass;

    CertificateRenewal(CertificatePass pass) {
        this.pass = pass;
    }

    @Scheduled(every = "${toygres.certificates.every:10m}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        pass.run();
    }
}
