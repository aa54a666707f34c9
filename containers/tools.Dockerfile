# What backup and restore Jobs run in: the server and client programs of one runtime image, with azcopy and toygres-job. Once per runtime
# image, from the repository's root, after `./toygres build`, which fetches azcopy and builds the program:
#
#   docker build -f containers/tools.Dockerfile --build-arg RUNTIME=docker.io/library/postgres:17.6-bookworm -t registry.example/toygres/tools:17 .
#
# It must come from the very image that the instances run, so that both have the same extensions and the same locales.
ARG RUNTIME=docker.io/library/postgres:17.6-bookworm
ARG JRE=docker.io/library/eclipse-temurin:25.0.4.1_1-jre-noble
FROM ${JRE} AS jre

FROM ${RUNTIME}

ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="toygres/tools" \
  org.opencontainers.image.description="Programs of Toygres' backup and restore Jobs" \
  org.opencontainers.image.licenses="Apache-2.0" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}"

USER root
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates libsecret-1-0 zstd \
  && rm -rf /var/lib/apt/lists/* /var/log/apt /var/log/dpkg.log /var/cache/ldconfig/aux-cache

# amd64 or arm64, as the builder sets it; podman 4.3 does not for the machine's own.
ARG TARGETARCH=amd64
COPY containers/azcopy.sha256 /usr/share/doc/azcopy/
COPY --chmod=0755 .toygres/npm/node_modules/@azure-tools/azcopy-linux/dist/bin/azcopy_linux_${TARGETARCH} /usr/local/bin/
RUN cd /usr/local/bin \
  && sha256sum --check --strict --ignore-missing /usr/share/doc/azcopy/azcopy.sha256 \
  && mv "azcopy_linux_${TARGETARCH}" azcopy

# The Jobs' program, laid out as its launcher expects, and its work done once to record its classes with this very Java. PostgreSQL
# refuses to be run by root.
COPY --from=jre /opt/java/openjdk/ /opt/toygres/jdk/
COPY --chmod=0755 job/src/main/launcher/toygres-job /opt/toygres/bin/
COPY job/target/program/ /opt/toygres/job/
RUN cd /opt/toygres/job \
  && install -d -o 999 -g 999 /tmp/warm-up \
  && setpriv --reuid=999 --regid=999 --clear-groups env HOME=/tmp/warm-up LC_ALL=C.UTF-8 \
    /opt/toygres/jdk/bin/java -Djava.io.tmpdir=/tmp/warm-up -Xlog:aot*=off -Xlog:cds*=off \
    -XX:AOTCacheOutput=/tmp/warm-up/toygres-job.aot -XX:+UseSerialGC -cp toygres-job.jar io.toygres.tool.ToygresJob warm-up \
  && install -m 0644 /tmp/warm-up/toygres-job.aot . \
  && rm -rf /tmp/warm-up
ENV PATH=/opt/toygres/bin:$PATH

# "postgres" in Debian's images; by number, because runAsNonRoot cannot judge a name.
USER 999:999
ENTRYPOINT []
CMD ["bash"]
