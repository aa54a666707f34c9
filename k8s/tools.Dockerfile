# The image that backup and restore Jobs run in: the server and client programs of one runtime image, with azcopy, jq and zstd.
# The scripts are not in it; each Job mounts its own. Built from the repository's root, once per runtime image:
#
#   docker build -f k8s/tools.Dockerfile --build-arg RUNTIME=postgres:17 -t registry.example/toygres-tools:17 .
#
# It must come from the very image that the instances run, so that both have the same extensions and the same locales.
ARG RUNTIME=postgres:17

FROM node:22-bookworm-slim AS azcopy
WORKDIR /npm
COPY local/npm/package.json local/npm/package-lock.json local/npm/.npmrc ./
RUN npm ci --ignore-scripts --no-progress
ARG TARGETARCH
RUN install -m 0755 "node_modules/@azure-tools/azcopy-linux/dist/bin/azcopy_linux_${TARGETARCH:-amd64}" /usr/local/bin/azcopy

FROM ${RUNTIME}
USER root
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates jq libsecret-1-0 zstd \
  && rm -rf /var/lib/apt/lists/*
COPY --from=azcopy /usr/local/bin/azcopy /usr/local/bin/azcopy
# "postgres" in Debian's images; by number, because runAsNonRoot cannot judge a name.
USER 999:999
ENTRYPOINT []
CMD ["bash"]
