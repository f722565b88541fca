import { expect, test } from 'vitest';
import { attachment } from '../../../src/http/attachment.ts';

test('a plain name is sent as it is', () => {
  expect(attachment('itineraries-R1.ics')).toBe('attachment; filename="itineraries-R1.ics"');
});

test('what no file can be called, nor a header hold, becomes a hyphen', () => {
  expect(attachment('a"; x=\r\nb/../c%20.csv')).toBe('attachment; filename="a-;-x=-b-..-c-20.csv"');
});

test('a name in another script is sent in full, beside one that any client reads', () => {
  expect(attachment("陈静's (1).ics")).toBe(
    `attachment; filename="-'s-(1).ics"; filename*=UTF-8''%E9%99%88%E9%9D%99%27s-%281%29.ics`,
  );
  expect(attachment('a\uD800.ics')).toBe('attachment; filename="a-.ics"');
});
