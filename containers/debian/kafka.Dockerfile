# A broker on a machine that can pull none, laid out as far as it is used like apache/kafka. The build context has the jars in libs/.
ARG JRE
FROM ${JRE}
COPY libs/ /opt/kafka/libs/
RUN mkdir -p /opt/kafka/bin /var/lib/kafka/data \
  && cd /opt/kafka/bin \
  && for program in storage:kafka.tools.StorageTool server-start:kafka.Kafka topics:org.apache.kafka.tools.TopicCommand; do \
    printf '#!/bin/sh\nexec java ${KAFKA_HEAP_OPTS:--Xmx256m} -XX:+UseSerialGC -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp "/opt/kafka/libs/*" %s "$@"\n' \
      "${program#*:}" >"kafka-${program%%:*}.sh" && chmod 0755 "kafka-${program%%:*}.sh" || exit 1; \
  done \
  && chown 1000:1000 /var/lib/kafka/data
USER 1000:1000
