# One of the three services as a native executable. From the repository's root, after `mvn package -Dnative`:
#
#   docker build -f containers/service.native.Dockerfile --build-arg SERVICE=api-service -t registry.example/toygres/api-service:0.1.0 .
#
# The base has glibc, zlib and /etc/ssl/certs/ca-certificates.crt, and no shell.
ARG BASE=gcr.io/distroless/java-base-debian12:nonroot
FROM ${BASE}

ARG SERVICE
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="toygres/${SERVICE}" \
  org.opencontainers.image.description="A service of Toygres, a control plane for PostgreSQL images on Kubernetes" \
  org.opencontainers.image.licenses="Apache-2.0" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}"

COPY --chown=0:0 ${SERVICE}/target/sbom.json /app/
COPY --chown=0:0 --chmod=0755 ${SERVICE}/target/*-runner /app/service

USER 1001:1001
WORKDIR /tmp
ENV LANG=C.UTF-8
EXPOSE 8080 8081 8082 9080 9081 9082
ENTRYPOINT ["/app/service"]
