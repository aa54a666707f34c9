// Checks every record that is on the topics now against docs/asyncapi.yaml:  node check.mjs localhost:9092
// Prints how many there are of each type, and what is wrong; fails when anything is.
import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import { describedMessages, read } from './messages.mjs';

const kafka = new Kafka({ brokers: (process.argv[2] ?? 'localhost:9092').split(','), logLevel: logLevel.ERROR });
const { topics, faults } = await describedMessages();
const admin = kafka.admin();
const consumer = kafka.consumer({ groupId: `toygres-check-${randomUUID()}` });
const counts = new Map();
const wrong = [];

await admin.connect();
// "<topic> <partition>" of those with records, and the offset at which each ends.
const open = new Map();
for (const topic of topics) {
  for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
    if (Number(low) < Number(high)) {
      open.set(`${topic} ${partition}`, Number(high));
    }
  }
}
await consumer.connect();
await consumer.subscribe({ topics, fromBeginning: true });
const done = new Promise((resolve, reject) => {
  if (open.size === 0) {
    resolve();
  }
  consumer.on('consumer.crash', ({ payload }) => reject(payload.error));
  consumer
    .run({
      eachMessage: async ({ topic, partition, message }) => {
        check(topic, message);
        const key = `${topic} ${partition}`;
        if (Number(message.offset) + 1 >= (open.get(key) ?? Infinity)) {
          open.delete(key);
        }
        if (open.size === 0) {
          resolve();
        }
      },
    })
    .catch(reject);
});

function check(topic, message) {
  const { headers, body } = read(message);
  counts.set(headers.ce_type, (counts.get(headers.ce_type) ?? 0) + 1);
  for (const fault of faults(topic, headers, body)) {
    wrong.push(`${headers.ce_type} ${headers.ce_id}: ${fault}`);
  }
}

try {
  await done;
} finally {
  await consumer.disconnect();
  await admin.disconnect();
}
for (const [type, count] of [...counts].sort()) {
  console.log(`${count} ${type}`);
}
wrong.forEach((fault) => console.error(fault));
process.exitCode = wrong.length ? 1 : 0;
