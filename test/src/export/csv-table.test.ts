import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { csvTable } from '../../../src/export/index.ts';

test.each(['two\nlines', 'two\r\nlines', 'old\rMac', 'a,b', 'a;b', '5" pipe', ' apart ', '上海 "一" 店', '\n'])(
  'a text like %j stays in its cell',
  (name) => {
    const csv = csvTable(['id', 'name', 'last'], [{ id: 'C1', name, last: 'end' }, { id: 'C2' }]);
    // Without the record delimiter given, as other readers do: any line end ends a row that is not in quotes.
    const rows = parse(csv, { bom: true, record_delimiter: ['\r\n', '\n', '\r'] });
    expect(rows).toEqual([
      ['id', 'name', 'last'],
      ['C1', name, 'end'],
      ['C2', '', ''],
    ]);
  },
);
