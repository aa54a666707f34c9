// Makes an instance, backs it up, restores the image, and removes the three again, with types made of docs/openapi.yaml:
//   npm run types && TOYGRES_TOKEN=tgr_… node back-up.mjs http://127.0.0.1:8080
import { randomUUID } from 'node:crypto';
import createClient from 'openapi-fetch';

/** @type {import('openapi-fetch').Client<import('./target/openapi.js').paths>} */
const api = createClient({
  baseUrl: process.argv[2] ?? 'http://127.0.0.1:8080',
  headers: { Authorization: `Bearer ${process.env.TOYGRES_TOKEN}` },
});
const run = randomUUID().slice(0, 8);

/**
 * Waits for the operation of a command, which the answer's Location names.
 * @param {{ response: Response, error?: import('./target/openapi.js').components['schemas']['Problem'] }} accepted
 */
async function done({ response, error }) {
  const id = response.headers.get('location')?.split('/').at(-1);
  if (error || !id) {
    throw new Error(`${response.status} ${error?.code}: ${error?.detail}`);
  }
  for (;;) {
    const { data, error: refusal, response: answer } = await api.GET('/api/operations/{id}', {
      params: { path: { id }, query: { wait: '30s' } },
    });
    if (!data) {
      throw new Error(`${answer.status} ${refusal?.code}: ${refusal?.detail}`);
    }
    if (data.finished_at) {
      if (data.status !== 'succeeded') {
        throw new Error(`${data.type} ${data.status}: ${data.failure?.detail}`);
      }
      return data;
    }
  }
}

/** @param {import('./target/openapi.js').components['schemas']['CreateInstanceRequest']} body */
async function create(body) {
  const { instance_id: id } = await done(await api.POST('/api/instances', { body }));
  return read(/** @type {string} */ (id));
}

/** @param {string} id */
async function read(id) {
  const { data } = await api.GET('/api/instances/{id}', { params: { path: { id } } });
  if (!data) {
    throw new Error(`instance ${id} is gone`);
  }
  return data;
}

const source = await create({ name: `example-${run}`, password: `choose-1-${randomUUID()}`, labels: { 'made-by': 'example' } });
console.log(`${source.name} runs: ${source.connection_uri}`);

const backup = await done(
  await api.POST('/api/images', { body: { name: `example-${run}`, instance_id: source.id } }),
);
const image = /** @type {string} */ (backup.image_id);
const { data: made } = await api.GET('/api/images/{id}', { params: { path: { id: image } } });
console.log(`${made?.name} is ${made?.status}: ${made?.size_bytes} bytes`);

const copy = await create({ name: `example-copy-${run}`, source_image_id: image });
console.log(`${copy.name} runs: ${copy.connection_uri}`);

await done(await api.DELETE('/api/instances/{id}', { params: { path: { id: copy.id } } }));
await done(await api.DELETE('/api/images/{id}', { params: { path: { id: image }, query: { purge: true } } }));
await done(await api.DELETE('/api/instances/{id}', { params: { path: { id: source.id } } }));
console.log('removed');
