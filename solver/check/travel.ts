/** Rules of moving through a day: continuity, departure, arrival, legs, the wheel limit. */
import type { Place } from '../input/request.ts';
import type { Facts, Leg, Tour } from './facts.ts';
import { differs, tolerance } from './tolerance.ts';
import type { Report } from './violation.ts';

/** A day starts where the last night was spent; without a night away, that is home. The previous plan has that before the first day. */
export function checkContinuity({ toursOf, previous, sleepingPlaces }: Facts, report: Report): void {
  for (const [repId, tours] of toursOf) {
    const nightBefore = previous.nightAfter(repId, -1) ?? '';
    const first = sleepingPlaces.has(nightBefore) ? nightBefore : 'home';
    tours.forEach((tour, t) => {
      const before = t > 0 && tours[t - 1].day === tour.day - 1 ? tours[t - 1] : null;
      const slept = before?.planned.end.kind === 'hotel' ? (before.planned.end.hotelId ?? '') : 'home';
      const night = tour.day === 0 ? first : slept;
      const { kind, hotelId } = tour.planned.start;
      const start = kind === 'hotel' ? (hotelId ?? '') : 'home';
      if (start !== night)
        report('DAY_DISCONTINUOUS', `${tour.path}/start`, 'The day starts where the last night was spent.', {
          expected: night,
          found: start,
        });
      if (before && !before.isFrozen && tour.departAt < before.arriveAt - tolerance.seconds)
        report('DEPARTS_TOO_EARLY', `${tour.path}/start/departAt`, 'The day before has not ended yet.');
    });
  }
}

export function checkPlaces({ tours, given, sleepingPlaces }: Facts, report: Report): void {
  for (const { path, planned, rep } of tours) {
    for (const side of ['start', 'end'] as const) {
      const { kind, hotelId = '', location } = planned[side];
      if (kind === 'hotel' && !sleepingPlaces.has(hotelId)) continue;
      const place: Place = kind === 'home' ? given.home(rep.id) : given.sleeping(hotelId);
      if (differs(location.lat, place.lat, tolerance.degrees) || differs(location.lng, place.lng, tolerance.degrees))
        report('PLACE_WRONG', `${path}/${side}/location`, 'The place is not the one of the request.', {
          expected: `${place.lat},${place.lng}`,
          found: `${location.lat},${location.lng}`,
        });
    }
  }
}

export function checkDayBounds({ tours }: Facts, report: Report): void {
  for (const { path, planned, hours, departAt, arriveAt, isFrozen } of tours) {
    if (hours === null || isFrozen) continue;
    if (!(departAt >= hours.earliestDeparture - tolerance.seconds))
      report('DEPARTS_TOO_EARLY', `${path}/start/departAt`, 'Departure lies before the own time of the morning.', {
        found: planned.start.departAt,
      });
    if (!(arriveAt <= hours.latestArrival + tolerance.seconds))
      report('ARRIVES_TOO_LATE', `${path}/end/arriveAt`, 'Arrival lies after the own time of the evening.', {
        found: planned.end.arriveAt,
      });
  }
}

export function checkLegs({ tours }: Facts, report: Report): void {
  for (const tour of tours) for (const leg of tour.legs) checkLeg(leg, tour, report);
}

function checkLeg(leg: Leg, { isFrozen }: Tour, report: Report): void {
  const earliest = leg.driving.at(-1)?.to ?? leg.after;
  if (!isFrozen && !(leg.arriveAt >= earliest - tolerance.seconds))
    report('LEG_TOO_FAST', `${leg.path}/arriveAt`, 'The drive and the breaks in it take longer, seconds.', {
      expected: earliest - leg.after,
      found: leg.arriveAt - leg.after,
    });
  if (!leg.known) return;
  // What is rounded to one decimal has been rounded to whole seconds and metres before.
  if (differs(leg.statedMinutes, leg.seconds / 60, tolerance.minutes + tolerance.seconds / 60))
    report('LEG_MINUTES_WRONG', `${leg.path}/driveMinutes`, 'The drive takes another time.', {
      expected: leg.seconds / 60,
      found: leg.statedMinutes,
    });
  if (differs(leg.statedKm, leg.metres / 1000, tolerance.km + tolerance.metres / 1000))
    report('LEG_KM_WRONG', `${leg.path}/driveKm`, 'The drive has another length.', {
      expected: leg.metres / 1000,
      found: leg.statedKm,
    });
}

export function checkMaxDrive({ tours }: Facts, report: Report): void {
  for (const { path, rep, legs } of tours.filter((tour) => !tour.isFrozen)) {
    const seconds = legs.reduce((sum, leg) => sum + leg.seconds, 0);
    if (seconds > rep.maxDriveSecondsPerDay + legs.length * tolerance.seconds)
      report('MAX_DRIVE_EXCEEDED', `${path}/driveMinutes`, 'More driving than the rep may do in one day.', {
        expected: rep.maxDriveSecondsPerDay / 60,
        found: seconds / 60,
      });
  }
}
