// Receives the events of a webhook at http://127.0.0.1:<port>/, and prints each of which the signature is right, once:
//   TOYGRES_WEBHOOK_SECRET=whsec_… node webhook.mjs 8000
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const key = Buffer.from(process.env.TOYGRES_WEBHOOK_SECRET.replace(/^whsec_/, ''), 'base64');
const oldest = 5 * 60; // seconds
const seen = new Set(); // A real receiver keeps ids in the transaction that does what the event is for: an event may come twice.

createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray());
  if (!isSigned(request.headers, body)) {
    response.writeHead(401).end();
    return;
  }
  const event = JSON.parse(body);
  if (!seen.has(event.id)) {
    seen.add(event.id);
    console.log(`${event.id} ${event.type} ${event.subject}`);
  }
  response.writeHead(204).end(); // Soon: whoever has much to do puts the event aside and answers.
}).listen(Number(process.argv[2] ?? 8000), '127.0.0.1');

function isSigned({ 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signatures = '' }, body) {
  const isRecent = Math.abs(Date.now() / 1000 - Number(time)) < oldest;
  const expected = createHmac('sha256', key).update(`${id}.${time}.`).update(body).digest();
  // After a rotation of the secret there are two, of which one is right.
  return isRecent && signatures.split(' ').some((signature) => {
    const given = Buffer.from(signature.replace(/^v1,/, ''), 'base64');
    return signature.startsWith('v1,') && given.length === expected.length && timingSafeEqual(given, expected);
  });
}
