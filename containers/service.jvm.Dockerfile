# One of the three services on the JVM. From the repository's root, after `./toygres build`:
#
#   docker build -f containers/service.jvm.Dockerfile --build-arg SERVICE=api-service -t registry.example/toygres/api-service:0.1.0 .
#
# A base has java of version 25 on its path, and /etc/ssl/certs/ca-certificates.crt.
ARG BASE=docker.io/library/eclipse-temurin:25.0.4.1_1-jre-noble
FROM ${BASE}

ARG SERVICE
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="toygres/${SERVICE}" \
  org.opencontainers.image.description="A service of Toygres, a control plane for PostgreSQL images on Kubernetes" \
  org.opencontainers.image.licenses="Apache-2.0" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}"

# What changes least comes first: a new build of ours sends its last layers alone.
COPY --chown=0:0 ${SERVICE}/target/quarkus-app/lib/ /app/lib/
COPY --chown=0:0 ${SERVICE}/target/quarkus-app/quarkus/ /app/quarkus/
COPY --chown=0:0 ${SERVICE}/target/quarkus-app/quarkus-run.jar /app/
COPY --chown=0:0 ${SERVICE}/target/quarkus-app/app/ /app/app/
COPY --chown=0:0 ${SERVICE}/target/sbom.json /app/

USER 1001:1001
WORKDIR /tmp
ENV LANG=C.UTF-8
EXPOSE 8080 8081 8082 9080 9081 9082
ENTRYPOINT ["java", "--enable-native-access=ALL-UNNAMED", "-jar", "/app/quarkus-run.jar"]
