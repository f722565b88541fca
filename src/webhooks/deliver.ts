/** One attempt to deliver a message, signed as Standard Webhooks (version 1.0.0) says. */
import { createHmac } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isNotPublic, publicLookup } from './public-address.ts';

/** A receiver that takes longer has not received. */
const limitMillis = 10_000;

export interface Message {
  readonly id: string;
  /** JSON. */
  readonly payload: string;
}

/**
 * Null: received, the answer was a success. Else what was wrong; redirections are not followed.
 * @param secret `whsec_` and base64
 */
export async function deliver(
  url: string,
  secret: string,
  message: Message,
  allowPrivate: boolean,
): Promise<string | null> {
  const target = new URL(url);
  if (!allowPrivate && isNotPublic(target)) return `${target.hostname} is not a public address`;
  try {
    const status = await post(target, headersOf(secret, message), message.payload, allowPrivate);
    return status >= 200 && status < 300 ? null : `the receiver answered ${status}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The signature is over the id, the second and the body, so that a message can neither be changed nor sent again later. */
function headersOf(secret: string, { id, payload }: Message): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${payload}`).digest('base64');
  return {
    'content-type': 'application/json',
    'user-agent': 'Roundsman',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}

function post(url: URL, headers: Record<string, string>, body: string, allowPrivate: boolean): Promise<number> {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const request = send(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      agent: false,
      signal: AbortSignal.timeout(limitMillis),
      ...(allowPrivate ? {} : { lookup: publicLookup }),
    });
    request.on('error', reject);
    request.on('response', (response) => {
      // What it says beside the status is of no interest.
      response.destroy();
      resolve(response.statusCode ?? 0);
    });
    request.end(body);
  });
}
