import { expect, test } from 'vitest';
import { createWebhooks } from '../../../src/webhooks/index.ts';
import { isPublicAddress } from '../../../src/webhooks/public-address.ts';

test.each([
  ['8.8.8.8', true],
  ['2a00:1450:4001::1', true],
  ['127.0.0.1', false],
  ['10.1.2.3', false],
  ['172.31.0.1', false],
  ['192.168.1.1', false],
  ['169.254.169.254', false],
  ['100.64.0.1', false],
  ['0.0.0.0', false],
  ['255.255.255.255', false],
  ['::1', false],
  ['::', false],
  ['::ffff:127.0.0.1', false],
  ['::ffff:8.8.8.8', true],
  ['fd00::1', false],
  ['fe80::1', false],
  ['64:ff9b::7f00:1', false],
  ['64:ff9b:1::7f00:1', false],
  ['::ffff:0:7f00:1', false],
  ['2001:0:7f00:1::', false],
  ['fec0::1', false],
  ['localhost', false],
])('%s is public: %s', (address, expected) => {
  expect(isPublicAddress(address)).toBe(expected);
});

test.each([
  ['https://10.0.0.1/', '10.0.0.1 is not a public address.'],
  ['https://2130706433/', '127.0.0.1 is not a public address.'],
  ['https://[::1]:8443/', '[::1] is not a public address.'],
  ['https://LOCALHOST/', 'localhost is not a public address.'],
  ['https://crm.localhost./', 'crm.localhost. is not a public address.'],
  ['http://8.8.8.8/', 'It must be an https address.'],
  ['https://8.8.8.8/', null],
  ['https://crm.example.com/', null],
])('what a webhook of %s is told at once is %j', (url, said) => {
  const webhooks = (allowPrivate: boolean) =>
    createWebhooks(...([null, { onDelivery: () => {} }, allowPrivate] as unknown as Parameters<typeof createWebhooks>));
  const howPrivate = 'A service with WEBHOOK_ALLOW_PRIVATE=yes takes private addresses, and http.';
  expect(webhooks(false).whyNotUrl(url)).toBe(said === null ? null : `${said} ${howPrivate}`);
  expect(webhooks(true).whyNotUrl(url)).toBeNull();
});
