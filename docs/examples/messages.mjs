// The messages that docs/asyncapi.yaml describes: topics, types, and a check of each record against its schemas.
import { readFile } from 'node:fs/promises';
import { Parser } from '@asyncapi/parser';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const FILE = new URL('../asyncapi.yaml', import.meta.url);

/** @returns topics of events, and `faults(topic, type, headers, body)`, a list of sentences that is empty for a sound record */
export async function describedMessages() {
  const { document, diagnostics } = await new Parser().parse(await readFile(FILE, 'utf8'));
  if (!document) {
    throw new Error(`${FILE.pathname} is no AsyncAPI document:\n${diagnostics.map((found) => found.message).join('\n')}`);
  }
  const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));
  const checks = new Map();
  const topics = document.channels().all().map((channel) => channel.address());
  for (const channel of document.channels().all()) {
    for (const message of channel.messages().all()) {
      checks.set(`${channel.address()} ${message.name()}`, {
        headers: ajv.compile(message.headers().json()),
        body: ajv.compile(message.payload().json()),
      });
    }
  }
  const faults = (topic, headers, body) => {
    const check = checks.get(`${topic} ${headers.ce_type}`);
    if (!check) {
      return [`${topic} carries no ${headers.ce_type}`];
    }
    const wrong = (part, valid, value) =>
      valid(value) ? [] : valid.errors.map((error) => `${part}${error.instancePath} ${error.message}`);
    return [...wrong('headers', check.headers, headers), ...wrong('body', check.body, body)];
  };
  return { events: topics.filter((topic) => topic.endsWith('.events')), topics, faults };
}

/** A Kafka record's headers as text, and its value as JSON. */
export function read(message) {
  const headers = Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, value.toString()]));
  return { headers, body: JSON.parse(message.value.toString()) };
}
