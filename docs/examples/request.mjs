// Asks for a backup, and waits for its end:  node request.mjs localhost:9092 <token id> <file with its secret> <instance id> <image name>
// Sent twice with the same id, it has one effect and one answer.
import { createHmac, createPrivateKey, randomUUID, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Kafka, logLevel } from 'kafkajs';
import { describedMessages, read } from './messages.mjs';

const [brokers, token, secretFile, instance, name] = process.argv.slice(2);
const { events, faults } = await describedMessages();
const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.ERROR });
const consumer = kafka.consumer({ groupId: `toygres-request-${randomUUID()}` });
const producer = kafka.producer();

/** The Ed25519 key that follows from a token's secret; what precedes its 32 bytes says so (RFC 8410, PKCS #8). */
function requestKey(secret) {
  const seed = createHmac('sha256', secret).update('toygres.requests.v1').digest();
  const key = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

function signed(key, headers, body) {
  const lines = ['toygres.requests.v1'];
  for (const header of ['toygres-token', 'ce_id', 'ce_source', 'ce_type', 'ce_time']) {
    lines.push(headers[header]);
  }
  const signature = sign(null, Buffer.from(`${lines.join('\n')}\n${body}`), key).toString('base64');
  return { ...headers, 'toygres-signature': signature };
}

const body = JSON.stringify({ name, instance_id: instance });
const headers = signed(
  requestKey((await readFile(secretFile, 'utf8')).trim()),
  {
    ce_specversion: '1.0',
    ce_id: randomUUID(),
    ce_type: 'toygres.request.image.create.v1',
    ce_source: 'request.mjs',
    ce_time: new Date().toISOString(),
    'content-type': 'application/json',
    'toygres-token': token,
  },
  body,
);
const wrong = faults('toygres.requests', headers, JSON.parse(body));
if (wrong.length) {
  throw new Error(wrong.join('\n'));
}

// The image's events may be read before the request's answer, which is on another topic.
const ends = new Map();
let accepted;

const ended = new Promise((resolve, reject) => {
  consumer.on('consumer.crash', ({ payload }) => reject(payload.error));
  const settle = () => ends.has(accepted?.operation_id) && resolve(ends.get(accepted.operation_id));
  const eachMessage = async ({ message }) => {
    const { headers: of, body: told } = read(message);
    if (told.request_id === headers.ce_id && told.signature === headers['toygres-signature']) {
      console.log(`${of.ce_type} ${told.operation_id ?? JSON.stringify(told.problem)}`);
      accepted ??= told.operation_id && told;
      told.problem && resolve(of.ce_type);
    } else if (/^toygres\.image\.(available|failed)\./.test(of.ce_type)) {
      ends.set(told.operation_id, `${of.ce_type} ${of.ce_subject} ${told.failure?.code ?? ''}`.trimEnd());
    }
    settle();
  };
  (async () => {
    await consumer.connect();
    await consumer.subscribe({ topics: events, fromBeginning: true });
    await consumer.run({ eachMessage });
    await producer.connect();
    const record = { key: instance, value: body, headers };
    await producer.send({ topic: 'toygres.requests', messages: [record, record] });
  })().catch(reject);
});

try {
  const end = await ended;
  console.log(end);
  process.exitCode = end.startsWith('toygres.image.available') ? 0 : 1;
} finally {
  await producer.disconnect();
  await consumer.disconnect();
}
