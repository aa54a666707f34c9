#!/bin/sh
# One broker that is its own controller (KRaft), in the image apache/kafka or one laid out like it. ADVERTISED is what clients get as its
# address, such as kafka:9092; PORT is 9092 by default, CONTROLLER_PORT 9093.
set -eu
config=/tmp/server.properties
cat >$config <<PROPERTIES
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${CONTROLLER_PORT:-9093}
controller.listener.names=CONTROLLER
listeners=PLAINTEXT://${LISTEN:-0.0.0.0}:${PORT:-9092},CONTROLLER://127.0.0.1:${CONTROLLER_PORT:-9093}
advertised.listeners=PLAINTEXT://$ADVERTISED
log.dirs=${DATA:-/var/lib/kafka/data}/toygres
auto.create.topics.enable=false
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
PROPERTIES
/opt/kafka/bin/kafka-storage.sh format --ignore-formatted --cluster-id dG95Z3Jlcy1sYXB0b3AtMQ --config $config
exec /opt/kafka/bin/kafka-server-start.sh $config
