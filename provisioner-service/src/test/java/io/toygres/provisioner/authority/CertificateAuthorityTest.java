package io.toygres.provisioner.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.toygres.contract.InstanceId;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CertificateAuthorityTest {

    private static final InstanceId INSTANCE = InstanceId.parse("1b2c3d4e-0000-4000-8000-000000000001");

    private final CertificateAuthority authority = TestAuthority.get().current();
    private final Instant now = Instant.now();
    private final SubjectNames names = new SubjectNames(
            new TreeSet<>(Set.of("orders.example.com", "localhost")),
            new TreeSet<>(Set.of("20.1.2.3", "::1")),
            InstanceUri.of(INSTANCE));

    @Test
    void signsAServersCertificateForEveryNameAndForTheInstance() throws Exception {
        X509Certificate certificate = read(authority.issue("orders-1b2c3d4e", names, now, Duration.ofDays(90)));
        certificate.verify(authority.issuer().getPublicKey());
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=orders-1b2c3d4e,O=Toygres");
        assertThat(certificate.getSubjectAlternativeNames())
                .extracting(name -> String.valueOf(name.get(1)))
                .containsExactlyInAnyOrder(
                        "orders.example.com",
                        "localhost",
                        "20.1.2.3",
                        "0:0:0:0:0:0:0:1",
                        "urn:uuid:1b2c3d4e-0000-4000-8000-000000000001");
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(((ECPublicKey) certificate.getPublicKey())
                        .getParams()
                        .getOrder()
                        .bitLength())
                .isEqualTo(256);
    }

    @Test
    void isValidALittleEarlierForSlowClocksAndAsLongAsItWasAskedFor() throws Exception {
        X509Certificate certificate = read(authority.issue("orders", names, now, Duration.ofDays(90)));
        assertThat(certificate.getNotBefore().toInstant()).isBefore(now.minusSeconds(60));
        assertThat(Duration.between(now, certificate.getNotAfter().toInstant()).plusSeconds(1))
                .isBetween(Duration.ofDays(90), Duration.ofDays(90).plusSeconds(1));
    }

    @Test
    void outlivesItsOwnCertificateWithNone() throws Exception {
        X509Certificate certificate = read(authority.issue("orders", names, now, Duration.ofDays(36_500)));
        assertThat(certificate.getNotAfter().toInstant()).isEqualTo(authority.end());
    }

    @Test
    void givesEveryCertificateAKeyAndANumberOfItsOwn() throws Exception {
        IssuedCertificate one = authority.issue("orders", names, now, Duration.ofDays(1));
        IssuedCertificate other = authority.issue("orders", names, now, Duration.ofDays(1));
        assertThat(one.key()).isNotEqualTo(other.key());
        assertThat(read(one).getSerialNumber()).isNotEqualTo(read(other).getSerialNumber());
    }

    @Test
    void knowsWhatItSignedFromWhatAnotherOfTheSameNameDid() throws Exception {
        CertificateAuthority another = TestAuthority.make("other-").authority().current();
        X509Certificate certificate = read(authority.issue("orders", names, now, Duration.ofDays(1)));
        assertThat(authority.signed(certificate)).isTrue();
        assertThat(another.signed(certificate)).isFalse();
    }

    @Test
    void issuesWithTheCertificateOfItsKeyAndHasUsersTrustTheOthersToo() throws Exception {
        var former = TestAuthority.make("former-");
        var next = TestAuthority.make("next-");
        CertificateAuthority rotated = next.with(former).authority().current();
        assertThat(rotated.issuer()).isEqualTo(next.authority().current().issuer());
        assertThat(all(rotated.trustedPem())).hasSize(2);
    }

    @Test
    void knowsCertificatesOfEveryCaInItsFileAndOfNoOther() throws Exception {
        var former = TestAuthority.make("former-");
        var next = TestAuthority.make("next-");
        CertificateAuthority rotated = next.with(former).authority().current();
        X509Certificate before = read(former.authority().current().issue("orders", names, now, Duration.ofDays(1)));
        assertThat(rotated.knows(before)).isTrue();
        assertThat(rotated.signed(before)).isFalse();
        assertThat(next.authority().current().knows(before)).isFalse();
    }

    @Test
    void refusesAKeyThatBelongsToNoneOfItsCertificates() {
        var files = new TestAuthority.CaFiles(
                TestAuthority.make("one-").certificates(),
                TestAuthority.make("two-").key());
        assertThatIllegalStateException()
                .isThrownBy(files::authority)
                .withMessageContaining("None of the CA's 1 certificates belongs to its key");
    }

    private static X509Certificate read(IssuedCertificate issued) throws Exception {
        return all(issued.certificate()).getFirst();
    }

    private static List<X509Certificate> all(String pem) throws Exception {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))
                .stream()
                .map(X509Certificate.class::cast)
                .toList();
    }
}
