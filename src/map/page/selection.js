/** What the reader has chosen: a rep or all (-1), a week or all (-1), a date or all (''). Every part of the page listens. */

export function createSelection() {
  let current = { rep: -1, week: -1, date: '' };
  const listeners = [];
  return {
    get: () => current,
    onChange: (listener) => listeners.push(listener),
    set(change) {
      const before = current;
      current = { ...current, ...change };
      for (const listener of listeners) listener(current, before);
    },
  };
}

export function weekOf(data, date) {
  return Math.floor(data.dates.indexOf(date) / 7);
}

/** The tours of the days chosen, of all reps. */
export function toursInPeriod(data, { week, date }) {
  return data.tours.filter((tour) => {
    if (date !== '') return tour.date === date;
    return week < 0 || weekOf(data, tour.date) === week;
  });
}

export function chosenTours(data, selection) {
  const tours = toursInPeriod(data, selection);
  return selection.rep < 0 ? tours : tours.filter(({ rep }) => rep === selection.rep);
}

export function periodName(data, { week, date }, formatDate, formatRange) {
  if (date !== '') return formatDate(date);
  if (week < 0) return formatRange(data.dates[0], data.dates.at(-1));
  return `Week ${week + 1}, ${formatRange(data.dates[week * 7], data.dates[week * 7 + 6])}`;
}
