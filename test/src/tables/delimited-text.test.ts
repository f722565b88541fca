/** Text tables as other programs write them. */
import { expect, test } from 'vitest';
import { readDelimited } from '../../../src/tables/delimited-text.ts';

const rowsOf = (text: string) => readDelimited(text).rows.map(({ row, cells }) => [row, ...cells]);

test.each([
  ['one kind', 'id,name\nC1,a\nC2,b\n'],
  ['CRLF below the header', 'id,name\nC1,a\r\nC2,b\r\n'],
  ['CRLF in the header alone', 'id,name\r\nC1,a\nC2,b\n'],
  ['CR in the header alone', 'id,name\rC1,a\nC2,b'],
  ['a mixture', 'id,name\nC1,a\rC2,b\r\n'],
])('rows end at every line end: %s', (_, text) => {
  expect(rowsOf(text)).toEqual([
    [2, 'C1', 'a'],
    [3, 'C2', 'b'],
  ]);
});

test('a line end inside of quotes belongs to the text', () => {
  expect(rowsOf('id,name\r\nC1,"a\nb"\nC2,"a\r\nb"\n')).toEqual([
    [2, 'C1', 'a\nb'],
    [3, 'C2', 'a\r\nb'],
  ]);
});
