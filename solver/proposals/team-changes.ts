/** A team that changes: what becomes of the territory when a rep leaves, joins, works less or moves. */
import { defaultWorkingHours, minutesOf, type Rep, type Territory } from '../input/index.ts';
import type { TeamChange } from './proposal-schema.ts';

/** The territory with the changes done, in their order; those whom somebody carried who leaves are free. */
export function withTeamChanges(territory: Territory, changes: readonly TeamChange[]): Territory {
  return changes.reduce(changed, territory);
}

function changed(territory: Territory, change: TeamChange): Territory {
  switch (change.kind) {
    case 'joins':
      return { ...territory, reps: [...territory.reps, change.rep] };
    case 'leaves':
      return without(territory, change.repId);
    case 'moves':
      return withRep(territory, change.repId, (rep) => ({ ...rep, home: change.home }));
    case 'worksLess':
      return withRep(territory, change.repId, (rep) => workingLess(rep, change.share));
  }
}

function withRep(territory: Territory, repId: string, change: (rep: Rep) => Rep): Territory {
  return { ...territory, reps: territory.reps.map((rep) => (rep.id === repId ? change(rep) : rep)) };
}

/** Every working day ends earlier; the channel width shrinks with the time. */
function workingLess(rep: Rep, share: number): Rep {
  const { workingHours = defaultWorkingHours, channelWidth } = rep;
  return {
    ...rep,
    workingHours: workingHours.map((hours) => ({ ...hours, to: shorter(hours, share) })),
    ...(channelWidth === undefined ? {} : { channelWidth: narrower(channelWidth, share) }),
  };
}

/** The time of day at which a day ends of which only a share is worked. */
function shorter({ from, to }: { readonly from: string; readonly to: string }, share: number): string {
  const begin = minutesOf(from);
  const end = begin + Math.max(1, Math.round((minutesOf(to) - begin) * share));
  return `${String(Math.floor(end / 60)).padStart(2, '0')}:${String(end % 60).padStart(2, '0')}`;
}

function narrower(width: NonNullable<Rep['channelWidth']>, share: number): NonNullable<Rep['channelWidth']> {
  const { maxCustomers, maxWorkloadMinutesPerWeek } = width;
  return {
    ...(maxCustomers === undefined ? {} : { maxCustomers: Math.ceil(maxCustomers * share) }),
    ...(maxWorkloadMinutesPerWeek === undefined
      ? {}
      : { maxWorkloadMinutesPerWeek: Math.ceil(maxWorkloadMinutesPerWeek * share) }),
  };
}

function without(territory: Territory, gone: string): Territory {
  const { policy } = territory;
  const keyReps = policy?.keyAccounts?.repIds?.filter((id) => id !== gone);
  return {
    ...territory,
    reps: territory.reps.filter(({ id }) => id !== gone),
    customers: territory.customers.map((customer) => {
      const { repId, currentRepId, eligibleRepIds, ...rest } = customer;
      const eligible = eligibleRepIds?.filter((id) => id !== gone);
      // A lock to who is gone says who had him, whatever currentRepId says.
      const isFree = repId === gone || currentRepId === gone;
      return {
        ...rest,
        ...(repId === undefined || repId === gone ? {} : { repId }),
        ...(currentRepId === undefined || isFree ? {} : { currentRepId }),
        ...(eligible === undefined || eligible.length === 0 ? {} : { eligibleRepIds: eligible }),
      };
    }),
    ...(keyReps === undefined
      ? {}
      : { policy: { ...policy, keyAccounts: keyAccountsFor(policy!.keyAccounts!, keyReps) } }),
  };
}

type KeyAccounts = NonNullable<NonNullable<Territory['policy']>['keyAccounts']>;

/** Where nobody is left of those who may carry key accounts, everybody may. */
function keyAccountsFor({ repIds: _, ...rest }: KeyAccounts, repIds: string[]): KeyAccounts {
  return repIds.length === 0 ? rest : { ...rest, repIds };
}
