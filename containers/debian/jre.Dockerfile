# A base for services on a machine that can pull none: Debian by debootstrap, with the JDK of the build context.
ARG DEBIAN
FROM ${DEBIAN}
COPY . /opt/java/openjdk/
ENV PATH=/opt/java/openjdk/bin:/usr/local/bin:/usr/bin:/bin
