/** For every call that takes JSON, an example of its body that suits a territory stored from a plan request. */
import type { RequestExample } from './examples.ts';

/** By the name of the operation; null: the example has nothing for it. */
export const exampleBodies: Readonly<Record<string, (example: RequestExample) => object | null>> = {
  createTerritory: ({ request }) => request,
  replaceTerritory: ({ request: { territory } }) => ({ territory }),
  changeCustomers: (example) => ({ customers: [{ id: customerOf(example).id, visitMinutes: 50 }] }),
  changeReps: (example) => ({ reps: [{ id: repOf(example).id, daysOff: [dayOf(example, 4)] }] }),
  mapColumns: () => ({ customers: { 'Customer no': 'id', 'Turnover 2026': 'annualRevenue', Remarks: null } }),

  createPlan: ({ request }) => request,
  planTerritory: ({ request: { territory, ...rest } }) => rest,
  checkPlan: ({ request, plan }) => (plan === null ? null : { ...request, plan }),
  replan: (example) => ({
    freezeUntil: dayOf(example, 1),
    maxChangedVisits: 10,
    events: [{ kind: 'repAbsent', repId: repOf(example).id, from: dayOf(example, 3), to: dayOf(example, 3) }],
  }),
  suggestDays: (example) => ({ customerId: customerOf(example).id }),
  decidePlan: () => ({ action: 'submit', comment: 'Please look at the second week.' }),
  setSchedule: ({ request: { territory, horizon } }) => ({
    ...{ cron: '0 2 * * *', timeZone: territory.timeZone, freezeDays: 2 },
    horizon: { startsOn: 'mon', weeks: horizon.weeks },
  }),

  addVisits: (example) => ({
    visits: [
      {
        ...{ id: 'visit-1', customerId: customerOf(example).id, repId: repOf(example).id },
        ...{ date: dayOf(example, 0), agenda: ['checkStock'], note: 'The shelf is half empty.' },
      },
    ],
  }),

  fit: ({ request }) => request,
  sizeTeam: ({ request }) => ({ ...request, teamSizes: { from: 1, to: 3 } }),
  proposeTerritories: ({ request: { horizon } }) => ({ horizon }),
  askWhatIf: (example) => ({
    horizon: example.request.horizon,
    changes: [{ kind: 'joins', rep: { id: 'new', name: 'A new rep', home: customerOf(example).location } }],
  }),

  createWebhook: () => ({ url: 'https://crm.example.com/roundsman', events: ['plan.approved'] }),
};

const customerOf = ({ request }: RequestExample) => request.territory.customers[0] as { id: string; location: object };
const repOf = ({ request }: RequestExample) => request.territory.reps[0] as { id: string };

/** The date so many days after the first of the horizon. */
function dayOf({ request }: RequestExample, days: number): string {
  return new Date(Date.parse(request.horizon.start) + days * 86_400_000).toISOString().slice(0, 10);
}
