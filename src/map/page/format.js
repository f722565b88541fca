/** Numbers, dates and durations as the page shows them. */

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const weekdayAndDay = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
});
const dayAndMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

export function formatCount(value) {
  return whole.format(value);
}

/** `1 visit`, `2 visits`. */
export function formatMany(value, noun) {
  return `${whole.format(value)} ${noun}${value === 1 ? '' : 's'}`;
}

export function formatMoney(value, currency) {
  return `${whole.format(value)} ${currency}`;
}

export function formatPercent(share, digits = 0) {
  return `${(100 * share).toFixed(digits)} %`;
}

/** 47 min, 2 h 05. */
export function formatMinutes(minutes) {
  const rounded = Math.round(minutes);
  if (rounded < 60) return `${rounded} min`;
  return `${Math.floor(rounded / 60)} h ${String(rounded % 60).padStart(2, '0')}`;
}

/** What a night away does to the driving: saves 47 min of driving, takes 20 min more driving. */
export function formatSaving(minutes) {
  const rounded = Math.round(minutes);
  return rounded < 0 ? `takes ${formatMinutes(-rounded)} more driving` : `saves ${formatMinutes(rounded)} of driving`;
}

/** Mon 30 Nov. */
export function formatDate(date) {
  return weekdayAndDay.format(new Date(date)).replace(',', '');
}

/** 30 Nov – 27 Dec. */
export function formatRange(from, to) {
  return `${dayAndMonth.format(new Date(from))} – ${dayAndMonth.format(new Date(to))}`;
}
