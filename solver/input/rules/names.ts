/** Ids and names that must be unique, or must exist (contract, sections 1 and 3). */
import { measuresOf } from '../classify.ts';
import { mergeClasses } from '../policy.ts';
import type { Rule } from './rule.ts';

export const duplicateIds: Rule = ({ request: { territory }, sentPath, report }) => {
  const kinds = ['customers', 'reps', 'supervisors', 'hotels'] as const;
  for (const kind of kinds) {
    const first = new Map<string, number>();
    (territory[kind] ?? []).forEach(({ id }, index) => {
      const known = first.get(id);
      if (known === undefined) {
        first.set(id, index);
        return;
      }
      const [, ...before] = sentPath(['territory', kind, known]);
      report('DUPLICATE_ID', ['territory', kind, index, 'id'], { id, first: before.join('/') });
    });
  }
};

/** Of two descriptions of a class the last would win silently. */
export const duplicateClasses: Rule = ({ request: { territory }, sentPath, report }) => {
  const path = ['territory', 'policy', 'classes'];
  const first = new Map<string, number>();
  territory.policy?.classes?.forEach(({ class: name }, index) => {
    const known = first.get(name);
    if (known === undefined) {
      first.set(name, index);
      return;
    }
    const [, ...before] = sentPath([...path, known]);
    report('DUPLICATE_CLASS', [...path, index, 'class'], { class: name, first: before.join('/') });
  });
};

export const unknownReps: Rule = ({ request: { territory }, report }) => {
  const known = new Set(territory.reps.map((rep) => rep.id));
  const check = (id: string | undefined, path: readonly PropertyKey[]) => {
    if (id !== undefined && !known.has(id)) report('UNKNOWN_REP', path, { id });
  };
  territory.customers.forEach((customer, index) => {
    const path = ['territory', 'customers', index];
    check(customer.repId, [...path, 'repId']);
    const { currentRepId } = customer;
    if (currentRepId !== undefined && !known.has(currentRepId))
      report('CURRENT_REP_GONE', [...path, 'currentRepId'], { id: currentRepId });
    customer.eligibleRepIds?.forEach((id, k) => {
      check(id, [...path, 'eligibleRepIds', k]);
    });
  });
  territory.policy?.keyAccounts?.repIds?.forEach((id, k) => {
    check(id, ['territory', 'policy', 'keyAccounts', 'repIds', k]);
  });
};

export const unknownSupervisors: Rule = ({ request: { territory }, report }) => {
  const known = new Set((territory.supervisors ?? []).map((supervisor) => supervisor.id));
  territory.reps.forEach(({ supervisorId }, index) => {
    if (supervisorId === undefined || known.has(supervisorId)) return;
    report('UNKNOWN_SUPERVISOR', ['territory', 'reps', index, 'supervisorId'], { id: supervisorId });
  });
  territory.customers.forEach(({ appointments }, index) => {
    appointments?.forEach(({ jointWith }, k) => {
      if (jointWith === undefined || known.has(jointWith)) return;
      const path = ['territory', 'customers', index, 'appointments', k, 'jointWith'];
      report('UNKNOWN_SUPERVISOR', path, { id: jointWith });
    });
  });
};

export const locks: Rule = ({ request: { territory, options }, report }) => {
  const reps = new Set(territory.reps.map((rep) => rep.id));
  territory.customers.forEach(({ id, repId, currentRepId, eligibleRepIds }, index) => {
    const path = ['territory', 'customers', index, 'repId'];
    if (repId === undefined) {
      if (options?.territories === 'keep' && !reps.has(currentRepId ?? '')) report('KEEP_WITHOUT_REP', path, { id });
    } else if (eligibleRepIds !== undefined && !eligibleRepIds.includes(repId)) {
      report('LOCKED_REP_NOT_ELIGIBLE', path, { id, repId });
    }
  });
};

/** Who names a rep himself is not bound to those who may carry key accounts. */
export const keyAccountsElsewhere: Rule = ({ request: { territory }, meaning, report }) => {
  const keyReps = territory.policy?.keyAccounts?.repIds ?? [];
  if (keyReps.length === 0) return;
  territory.customers.forEach(({ id, repId, eligibleRepIds }, index) => {
    const named = repId === undefined ? eligibleRepIds : [repId];
    if (!meaning.customers[index].keyAccount || named === undefined) return;
    if (named.some((each) => keyReps.includes(each))) return;
    const field = repId === undefined ? 'eligibleRepIds' : 'repId';
    report('KEY_ACCOUNT_ELSEWHERE', ['territory', 'customers', index, field], { id, reps: named.join(', ') });
  });
};

export const classesWithoutPolicy: Rule = ({ request: { territory }, report }) => {
  const classes = mergeClasses(territory.policy);
  const values = (name: string) => {
    const meant = [...classes.keys()].filter((known) => nameKey(known) === nameKey(name));
    return {
      class: name,
      known: listed([...classes.keys()]),
      meant: meant.length === 1 ? `, of which "${meant[0]}" is probably meant` : '',
    };
  };
  territory.customers.forEach((customer, index) => {
    if (customer.class === undefined || classes.has(customer.class)) return;
    report('CLASS_WITHOUT_POLICY', ['territory', 'customers', index, 'class'], values(customer.class));
  });
  territory.policy?.classification?.shares?.forEach((share, k) => {
    if (classes.has(share.class)) return;
    const path = ['territory', 'policy', 'classification', 'shares', k, 'class'];
    report('CLASS_WITHOUT_POLICY', path, values(share.class));
  });
};

/** What is compared of two names that are written differently: no case, spaces or signs, full-width letters as any other. */
function nameKey(name: string): string {
  const key = name.normalize('NFKC').toLowerCase();
  return key.replace(/[^\p{Letter}\p{Number}]/gu, '') || key;
}

/** The first ones; more nobody reads. */
function listed(names: readonly string[]): string {
  return names.length > 20 ? `${names.slice(0, 20).join(', ')} and ${names.length - 20} more` : names.join(', ');
}

/** A customer who states no revenue, unlike one of none, is an empty cell more often than the smallest of all. */
export const nothingToClassifyBy: Rule = ({ request: { territory }, meaning, report }) => {
  const measures = measuresOf(territory.policy?.classification);
  const isAnybodyMeasured = territory.customers.some((customer) => measures.some((of) => (customer[of] ?? 0) > 0));
  const isMeasured = (index: number) =>
    isAnybodyMeasured && measures.some((of) => territory.customers[index][of] !== undefined);
  const guessed = meaning.customers.filter(({ classDerived }, index) => classDerived && !isMeasured(index));
  if (guessed.length === 0) return;
  report('NOTHING_TO_CLASSIFY_BY', ['territory', 'customers'], {
    customers: customersText(guessed.map(({ id }) => id)),
    measures: measures.join(', '),
    class: guessed[0].class,
  });
};

function customersText(ids: readonly string[]): string {
  if (ids.length === 1) return `customer "${ids[0]}"`;
  const first = ids.slice(0, 5).map((id) => `"${id}"`);
  return `${ids.length} customers (${[...first, ...(ids.length > 5 ? ['…'] : [])].join(', ')})`;
}
