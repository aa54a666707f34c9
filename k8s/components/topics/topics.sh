#!/bin/sh
# Makes the topics that topics.txt lists, where they are missing.
set -eu
while read -r topic partitions config; do
  /opt/kafka/bin/kafka-topics.sh --bootstrap-server "$KAFKA_BOOTSTRAP_SERVERS" --create --if-not-exists \
    --topic "$topic" --partitions "$partitions" ${config:+--config "$config"}
done <"${0%/*}/topics.txt"
