/** Visit records of one territory, with nothing stored. */
import { reviewCoverage } from '#solver';
import type { VisitRecords } from '../../../src/records/index.ts';
import { sampleRequest } from './samples.ts';

export const knownTerritory = '11111111-1111-4111-8111-111111111111';

export function fakeVisits(): VisitRecords {
  const known = <T>(territoryId: string, answer: T) => (territoryId === knownTerritory ? answer : null);
  return {
    add: async (territoryId, records) =>
      known(
        territoryId,
        records.map(({ id }) => ({ id, result: 'inserted' as const, late: false, distanceMetres: null, issues: [] })),
      ),
    list: async (territoryId) => known(territoryId, []),
    coverage: async (territoryId, from, to) =>
      known(territoryId, reviewCoverage({ ...sampleRequest(), from, to, records: [], plans: [] })),
  };
}
