# Azurite on a machine that can pull none, with Debian's Node and the npm package of the build context.
ARG DEBIAN
FROM ${DEBIAN}
RUN apt-get update \
  && apt-get install -y --no-install-recommends nodejs \
  && rm -rf /var/lib/apt/lists/* /var/log/apt \
  && mkdir /data \
  && chown 1000:1000 /data \
  && printf '#!/bin/sh\nexec node /opt/azurite/node_modules/azurite/dist/src/blob/main.js "$@"\n' >/usr/local/bin/azurite-blob \
  && chmod 0755 /usr/local/bin/azurite-blob
COPY node_modules/ /opt/azurite/node_modules/
USER 1000:1000
