# A runtime image on a machine that can pull none: Debian by debootstrap with its PostgreSQL, laid out as in Docker's "postgres".
ARG DEBIAN
FROM ${DEBIAN}
ARG MAJOR
RUN groupadd --system --gid=999 postgres \
  && useradd --system --uid=999 --gid=postgres --home-dir=/var/lib/postgresql postgres \
  && mkdir -p /etc/postgresql-common \
  && echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf \
  && apt-get update \
  && apt-get install -y --no-install-recommends "postgresql-${MAJOR}" "postgresql-contrib" \
  && rm -rf /var/lib/apt/lists/* /var/log/apt
ENV PATH=/usr/lib/postgresql/${MAJOR}/bin:/usr/local/bin:/usr/bin:/bin LANG=C.UTF-8
USER 999:999
