package io.toygres.provisioner.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.toygres.contract.InstanceId;
import io.toygres.provisioner.TestConfig;
import io.toygres.provisioner.authority.CertificateAuthority;
import io.toygres.provisioner.authority.IssuedCertificate;
import io.toygres.provisioner.authority.SubjectNames;
import io.toygres.provisioner.authority.TestAuthority;
import io.toygres.provisioner.certificate.CertificateTerms.Reason;
import io.toygres.provisioner.instance.ClusterConfig;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CertificateTermsTest {

    private static final InstanceId INSTANCE = InstanceId.parse("1b2c3d4e-0000-4000-8000-000000000001");
    private static final ClusterConfig CLUSTER = new ClusterConfig(
            "toygres-managed", Optional.empty(), Optional.of("westeurope.cloudapp.azure.com"), "cluster.test");

    private final CertificateTerms terms = CertificateTerms.of(TestConfig.defaults(CertificateConfig.class));
    private final CertificateAuthority authority = TestAuthority.get().current();
    private final Instant issued = Instant.now();

    @Test
    void isForEveryNameAndAddressOfTheService() {
        SubjectNames names = CertificateNames.of(INSTANCE, service("20.1.2.3"), CLUSTER);
        assertThat(names.dns())
                .containsExactlyInAnyOrder(
                        "orders-1b2c3d4e-svc",
                        "orders-1b2c3d4e-svc.toygres-managed",
                        "orders-1b2c3d4e-svc.toygres-managed.svc",
                        "orders-1b2c3d4e-svc.toygres-managed.svc.cluster.test",
                        "orders-db.westeurope.cloudapp.azure.com",
                        "localhost");
        assertThat(names.addresses())
                .containsExactlyInAnyOrder(
                        "127.0.0.1", "0:0:0:0:0:0:0:1", "10.0.0.7", "fd00:0:0:0:0:0:0:7", "20.1.2.3");
        assertThat(names.uri()).hasToString("urn:uuid:" + INSTANCE);
    }

    @Test
    void staysUntilAThirdOfItsTimeIsLeft() throws Exception {
        X509Certificate certificate = certificate(service("20.1.2.3"), Duration.ofDays(90));
        assertThat(against(certificate, service("20.1.2.3"), Duration.ofDays(59)))
                .isEmpty();
        assertThat(against(certificate, service("20.1.2.3"), Duration.ofDays(61)))
                .contains(Reason.AGE);
    }

    @Test
    void isMadeAnewOnceTheAddressIsKnown() throws Exception {
        X509Certificate certificate = certificate(service(null), Duration.ofDays(90));
        assertThat(against(certificate, service(null), Duration.ZERO)).isEmpty();
        assertThat(against(certificate, service("20.1.2.3"), Duration.ZERO)).contains(Reason.OTHER_NAMES);
    }

    @Test
    void isMadeAnewByTheCaThatIssuesNow() throws Exception {
        X509Certificate certificate = certificate(service(null), Duration.ofDays(90));
        CertificateAuthority next = TestAuthority.make("next-").authority().current();
        SubjectNames names = CertificateNames.of(INSTANCE, service(null), CLUSTER);
        assertThat(terms.against(certificate, names, next, issued)).contains(Reason.OTHER_AUTHORITY);
    }

    @Test
    void isNotMadeAnewAgainAndAgainWhenItsCaEndsSoon() throws Exception {
        X509Certificate certificate = certificate(service(null), Duration.ofDays(36_500));
        assertThat(against(certificate, service(null), Duration.between(issued, authority.end())))
                .isEmpty();
    }

    @Test
    void refusesTermsThatRenewAtOnceOrTooLate() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> terms("toygres.certificates.renew-before", "90D"))
                .withMessageContaining("toygres.certificates.renew-before");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> terms("toygres.certificates.every", "11D"))
                .withMessageContaining("toygres.certificates.every");
    }

    private static CertificateTerms terms(String setting, String value) {
        return CertificateTerms.of(TestConfig.of(CertificateConfig.class, Map.of(setting, value)));
    }

    private Optional<Reason> against(X509Certificate certificate, Service service, Duration later) {
        SubjectNames names = CertificateNames.of(INSTANCE, service, CLUSTER);
        return terms.against(certificate, names, authority, issued.plus(later));
    }

    private X509Certificate certificate(Service service, Duration validity) throws Exception {
        IssuedCertificate made =
                authority.issue("orders", CertificateNames.of(INSTANCE, service, CLUSTER), issued, validity);
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(made.certificate().getBytes(StandardCharsets.UTF_8)));
    }

    private static Service service(@Nullable String address) {
        Service service = new ServiceBuilder()
                .withNewMetadata()
                .withName("orders-1b2c3d4e-svc")
                .withNamespace("toygres-managed")
                .addToAnnotations("service.beta.kubernetes.io/azure-dns-label-name", "orders-db")
                .endMetadata()
                .withNewSpec()
                .withClusterIPs("10.0.0.7", "fd00::7")
                .endSpec()
                .build();
        return address == null
                ? service
                : service.edit()
                        .withNewStatus()
                        .withNewLoadBalancer()
                        .addNewIngress()
                        .withIp(address)
                        .endIngress()
                        .endLoadBalancer()
                        .endStatus()
                        .build();
    }
}
