// Prints what becomes of instances and images:  node follow.mjs localhost:9092 [group]
// It goes on where its group left off. A record may come twice, and late: the sequence of its operation tells.
import { Kafka, logLevel } from 'kafkajs';
import { describedMessages, read } from './messages.mjs';

const [brokers = 'localhost:9092', groupId = 'toygres-follower'] = process.argv.slice(2);
const { events } = await describedMessages();
const consumer = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.ERROR }).consumer({ groupId });
const applied = new Map();

await consumer.connect();
await consumer.subscribe({ topics: events, fromBeginning: true });
await consumer.run({
  eachMessage: async ({ message }) => {
    const { headers, body } = read(message);
    const sequence = Number(headers.ce_sequence);
    if (sequence <= (applied.get(body.operation_id) ?? 0)) {
      return;
    }
    applied.set(body.operation_id, sequence);
    const what = body.progress?.message ?? body.failure?.code ?? '';
    console.log(`${headers.ce_time} ${headers.ce_type} ${headers.ce_subject} ${what}`.trimEnd());
  },
});
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    setTimeout(() => process.exit(1), 5_000).unref();
    consumer.disconnect();
  });
}
