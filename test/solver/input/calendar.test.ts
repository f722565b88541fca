import { describe, expect, test } from 'vitest';
import { type Interpretation, type Interval, interpret } from '#solver';
import { type SmallRequest, smallRequest } from './small-request.ts';

const hour = 3600;

/** Local clock time of a moment, for reading results: `2026-11-01 08:30 CST`. */
function shown(meaning: Interpretation, moment: number, timeZone = meaning.timeZone): string {
  const options = { timeZone, dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat('sv-SE', options).format(meaning.epochMillis + moment * 1000);
}

const understand = (given: SmallRequest) => interpret(smallRequest(given));

const hours = (list: readonly Interval[] | undefined) => list?.map(({ from, to }) => (to - from) / hour);

const datesWorked = (meaning: Interpretation, rep = 0) =>
  meaning.dates.filter((_, day) => meaning.reps[rep].days[day] !== null);

describe('daylight saving in Chicago', () => {
  const everyDay = [
    { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const, from: '08:30', to: '17:30' },
  ].map(({ days, ...rest }) => ({ days: [...days], ...rest }));

  test.each([
    ['2026-10-26', '2026-11-01', 25],
    ['2027-03-08', '2027-03-14', 23],
  ])('in the week from %s the day %s has %i hours', (start, changed, length) => {
    const meaning = understand({ horizon: { start, weeks: 1 } });
    const day = meaning.dates.indexOf(changed);
    expect(hours(meaning.customers[0].open[day])).toEqual([length]);
    expect(hours(meaning.customers[0].open[day - 1])).toEqual([24]);
  });

  test.each(['2026-10-26', '2027-03-08'])('work starts at 08:30 on the clock before and after (%s)', (start) => {
    const meaning = understand({ reps: [{ workingHours: everyDay }], horizon: { start, weeks: 2 } });
    meaning.dates.forEach((date, day) => {
      const { from, to } = meaning.reps[0].days[day]!.working[0];
      expect(shown(meaning, from)).toBe(`${date} 08:30`);
      expect(shown(meaning, to)).toBe(`${date} 17:30`);
    });
  });

  test('opening hours across the change have an hour more, or less', () => {
    const night = everyDay.map((entry) => ({ ...entry, from: '00:00', to: '06:00' }));
    const length = (start: string) =>
      hours(understand({ customers: [{ openingHours: night }], horizon: { start, weeks: 1 } }).customers[0].open[6]);
    expect(length('2026-10-26')).toEqual([7]);
    expect(length('2027-03-08')).toEqual([5]);
    expect(length('2026-11-30')).toEqual([6]);
  });

  test('a time of day that does not exist comes an hour later; a window of such times only is empty', () => {
    const open = (from: string, to: string) => {
      const openingHours = everyDay.map((entry) => ({ ...entry, from, to }));
      const meaning = understand({ customers: [{ openingHours }], horizon: { start: '2027-03-08', weeks: 1 } });
      return meaning.customers[0].open[6].map(
        (window) => `${shown(meaning, window.from)}-${shown(meaning, window.to)}`,
      );
    };
    expect(open('02:30', '05:00')).toEqual(['2027-03-14 03:30-2027-03-14 05:00']);
    expect(open('02:00', '03:00')).toEqual([]);
  });

  test('an appointment keeps its clock time', () => {
    const appointments = ['2026-10-31', '2026-11-01'].map((date) => ({ date, from: '10:00', minutes: 30 }));
    const meaning = understand({ customers: [{ appointments }], horizon: { start: '2026-10-26', weeks: 1 } });
    const moments = meaning.customers[0].appointments.map(({ from }) => from);
    expect(moments.map((from) => shown(meaning, from))).toEqual(['2026-10-31 10:00', '2026-11-01 10:00']);
    expect(moments[1] - moments[0]).toBe(25 * hour);
  });
});

describe('the time zone of a rep', () => {
  const meaning = understand({ reps: [{}, { timeZone: 'America/Denver' }] });
  const [own, other] = meaning.reps.map((rep) => rep.days[0]!);

  test('moves working hours, own time and breaks, not what others see', () => {
    expect(other.working[0].from - own.working[0].from).toBe(hour);
    expect(shown(meaning, other.working[0].from, 'America/Denver')).toBe('2026-11-30 08:30');
    expect(other.earliestDeparture - own.earliestDeparture).toBe(hour);
    expect(meaning.customers[0].open[0][0].from).toBe(6 * hour);
  });
});

describe('working days', () => {
  test('are mon to fri by default, an hour before and two after for driving', () => {
    const meaning = understand({ horizon: { weeks: 1 } });
    expect(datesWorked(meaning)).toEqual(meaning.dates.slice(0, 5));
    const { working, earliestDeparture, latestArrival, breaks } = meaning.reps[0].days[0]!;
    expect(shown(meaning, working[0].from)).toBe('2026-11-30 08:30');
    expect(shown(meaning, earliestDeparture)).toBe('2026-11-30 07:30');
    expect(shown(meaning, latestArrival)).toBe('2026-11-30 19:30');
    expect(breaks).toEqual([]);
  });

  test.each([
    ['06:00', '22:00', 240, 360, '02:48'],
    ['07:00', '19:00', 480, 480, '01:00'],
    ['00:00', '24:00', 60, 120, '00:00'],
    ['06:00', '22:00', 240, 0, '02:00'],
  ])(
    'own time that would overlap over night is shared as it was asked for: %s to %s, %i and %i min',
    (from, to, morning, evening, at) => {
      const workingHours = [{ days: ['mon' as const, 'tue' as const], from, to }];
      const rep = { workingHours, morningDriveMinutes: morning, eveningDriveMinutes: evening };
      const meaning = understand({ reps: [rep], horizon: { weeks: 1 } });
      const [monday, tuesday] = meaning.reps[0].days.map((day) => day!);
      expect(shown(meaning, tuesday.earliestDeparture)).toBe(`2026-12-01 ${at}`);
      expect(tuesday.earliestDeparture - monday.latestArrival).toBe(evening === 0 ? 4 * hour : 0);
      // Nobody works on the days before and after: all of it is theirs.
      expect(monday.working[0].from - monday.earliestDeparture).toBe(morning * 60);
      expect(tuesday.latestArrival - tuesday.working[0].to).toBe(evening * 60);
    },
  );

  test('overlapping hours are one, a gap keeps them apart, and breaks are sorted', () => {
    const days: 'mon'[] = ['mon'];
    const workingHours = [
      { days, from: '14:00', to: '18:00' },
      { days, from: '08:00', to: '10:00' },
      { days, from: '09:00', to: '12:00' },
    ];
    const breaks = [
      { minutes: 15, between: ['15:00', '16:00'] as [string, string] },
      { minutes: 30, between: ['11:00', '14:00'] as [string, string] },
    ];
    const monday = understand({ reps: [{ workingHours, breaks }] }).reps[0].days[0]!;
    expect(hours(monday.working)).toEqual([4, 4]);
    expect(monday.breaks.map(({ seconds }) => seconds)).toEqual([1800, 900]);
  });

  test('days off, holidays and the calendar of a country are not worked', () => {
    const calendar = { country: 'US', subdivision: 'IA', holidays: ['2026-12-24'] };
    const meaning = understand({
      reps: [{ daysOff: ['2026-12-22'] }],
      territory: { calendar },
      horizon: { start: '2026-12-21', weeks: 1 },
    });
    expect(datesWorked(meaning)).toEqual(['2026-12-21', '2026-12-23']);
    const open = meaning.dates.filter((_, day) => meaning.customers[0].open[day].length > 0);
    expect(open).toEqual(['2026-12-21', '2026-12-22', '2026-12-23', '2026-12-26', '2026-12-27']);
  });

  test("an extra working day has Monday's hours, a holiday as well as a weekend day; a day off stays one", () => {
    const workingHours = [
      { days: ['mon' as const], from: '07:00', to: '10:00' },
      { days: ['tue' as const, 'fri' as const], from: '08:00', to: '16:00' },
    ];
    const calendar = {
      holidays: ['2026-12-25'],
      extraWorkingDays: ['2026-12-25', '2026-12-26', '2026-12-27', '2026-12-22'],
    };
    const meaning = understand({
      customers: [{ openingHours: workingHours }],
      reps: [{ workingHours, daysOff: ['2026-12-27'] }],
      territory: { calendar },
      horizon: { start: '2026-12-21', weeks: 1 },
    });
    const perDay = meaning.reps[0].days.map((day) => hours(day?.working) ?? null);
    // Tuesday is an ordinary working day: being named as an extra one changes nothing.
    expect(perDay).toEqual([[3], [8], null, null, [3], [3], null]);
    expect(meaning.customers[0].open.map(hours)).toEqual([[3], [8], [], [], [3], [3], [3]]);
  });

  test('China works on its make-up days', () => {
    const meaning = understand({
      territory: { timeZone: 'Asia/Shanghai', calendar: { country: 'CN' } },
      horizon: { start: '2026-09-28', weeks: 2 },
    });
    // 2026: off from 1 to 7 October; Saturday the 10th is worked for it.
    expect(datesWorked(meaning)).toEqual([
      '2026-09-28',
      '2026-09-29',
      '2026-09-30',
      '2026-10-08',
      '2026-10-09',
      '2026-10-10',
    ]);
  });
});

describe('days of the horizon', () => {
  test('have the ISO week of their date, over the turn of the year', () => {
    const meaning = understand({ horizon: { start: '2026-12-30', weeks: 1 } });
    expect(meaning.isoWeek).toEqual([202653, 202653, 202653, 202653, 202653, 202701, 202701]);
  });
});

describe('when a customer may be visited', () => {
  const openDates = (meaning: Interpretation) =>
    meaning.dates.filter((_, day) => meaning.customers[0].open[day].length > 0);

  test('opening hours, visitDays and closedOn together', () => {
    const openingHours = [{ days: ['mon' as const, 'tue' as const, 'wed' as const], from: '09:00', to: '17:00' }];
    const customers = [
      { openingHours, visitDays: ['tue' as const, 'wed' as const, 'thu' as const], closedOn: ['2026-12-02'] },
    ];
    expect(openDates(understand({ customers, horizon: { weeks: 1 } }))).toEqual(['2026-12-01']);
  });

  test('preferred days are liked, not demanded', () => {
    const { preferred, open } = understand({ customers: [{ preferredDays: ['tue'] }], horizon: { weeks: 1 } })
      .customers[0];
    expect(preferred).toEqual([false, true, false, false, false, false, false]);
    expect(open.every((windows) => windows.length === 1)).toBe(true);
  });

  test('a slot is the only time for customers with its tag, inside their opening hours', () => {
    const slots = [
      { tag: 'tenant', days: ['wed' as const, 'thu' as const], from: '13:30', to: '17:30', maxVisits: 2 },
      { tag: 'other', days: ['fri' as const], from: '08:00', to: '09:00' },
    ];
    const openingHours = [{ days: ['wed' as const, 'fri' as const], from: '09:00', to: '15:00' }];
    const customers = [{ openingHours, tags: ['tenant'] }, { openingHours }];
    const meaning = understand({ customers, territory: { policy: { slots } }, horizon: { weeks: 1 } });
    const [tenant, free] = meaning.customers;
    expect(tenant.open.map(hours)).toEqual([[], [], [1.5], [], [], [], []]);
    expect(tenant.slot).toEqual([-1, -1, 0, -1, -1, -1, -1]);
    expect(free.open.map(hours)).toEqual([[], [], [6], [], [6], [], []]);
    expect(free.slot.every((slot) => slot === -1)).toBe(true);
    expect(meaning.slots).toEqual([
      { tag: 'tenant', largestFirst: false, maxVisits: 2 },
      { tag: 'other', largestFirst: false, maxVisits: Number.POSITIVE_INFINITY },
    ]);
  });
});
