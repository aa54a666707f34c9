# Entra ID's and the proxy's part beside Azurite, for docker-compose.yml and k8s/overlays/kind; never for a system that has Azure.
# From the repository's root, after `./toygres build`:
#
#   docker build -f containers/azure-stand-in.Dockerfile -t toygres/azure-stand-in:0.1.0 .
ARG BASE=docker.io/library/eclipse-temurin:25.0.4.1_1-jre-noble
FROM ${BASE}

ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="toygres/azure-stand-in" \
  org.opencontainers.image.description="Plays Microsoft Entra ID for a Toygres that keeps its images in Azurite" \
  org.opencontainers.image.licenses="Apache-2.0" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}"

COPY --chown=0:0 local/target/azure-stand-in/ /app/lib/
COPY --chown=0:0 local/target/classes/ /app/classes/

USER 1001:1001
WORKDIR /tmp
ENV LANG=C.UTF-8
EXPOSE 3128
ENTRYPOINT ["java", "-Xmx128m", "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow", "-cp", "/app/classes:/app/lib/*", "io.toygres.local.up.AzureStandIn"]
