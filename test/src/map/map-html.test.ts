import { Script } from 'node:vm';
import { expect, test } from 'vitest';
import { mapHtml } from '../../../src/map/index.ts';
import type { MapData } from '../../../src/map/page-data.ts';
import { madeUp } from '../export/made-up-plan.ts';

function dataText(html: string): string {
  return /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html)![1];
}

function dataOf(html: string): MapData {
  return JSON.parse(dataText(html));
}

test('no text of the plan can leave its place in the page', () => {
  const { request, plan } = madeUp();
  request.territory.name = '</title><script>alert(1)</script>$& \u2028';
  const html = mapHtml(plan, request);
  expect(html).not.toContain('<script>alert');
  expect(html.match(/<script\b/g)).toHaveLength(2);
  expect(html.match(/<\/script>/g)).toHaveLength(2);
  expect(dataText(html)).not.toMatch(/[<>\u2028\u2029]/);
  const data = dataOf(html);
  expect(data.title).toBe(request.territory.name);
  expect(data.customers[0].name).toBe('=cmd|calc </script><b>& Sons');
});

test('without tiles the page may load nothing, with tiles only from their server', () => {
  const { request, plan } = madeUp();
  const policyOf = (html: string): string =>
    /Content-Security-Policy" content="([^"]*)"/.exec(html)![1].replaceAll('&#39;', "'");
  const alone = policyOf(mapHtml(plan, request));
  expect(alone).toContain("default-src 'none'");
  expect(alone).not.toContain('img-src');
  const tileUrl = 'https://tiles.example.org/osm/{z}/{x}/{y}.png';
  expect(policyOf(mapHtml(plan, request, { tileUrl }))).toContain('img-src https://tiles.example.org;');
  expect(policyOf(mapHtml(plan, request, { tileUrl: '/tiles/{z}/{x}/{y}.png' }))).toContain("img-src 'self';");
  expect(dataOf(mapHtml(plan, request, { tileUrl })).tiles).toEqual({
    url: tileUrl,
    attribution: '© OpenStreetMap contributors',
  });
});

test('the modules of the page join into one script that parses', () => {
  const { request, plan } = madeUp();
  const script = /<script>('use strict'.*?)<\/script>/s.exec(mapHtml(plan, request))![1];
  expect(() => new Script(script)).not.toThrow();
  expect(script).toContain('function createLayers');
});

test('the figures of the reps add up to those of the plan', () => {
  const { request, plan } = madeUp();
  const { reps } = dataOf(mapHtml(plan, request));
  const total = (measure: (rep: (typeof reps)[number]) => number): number =>
    reps.reduce((sum, rep) => sum + measure(rep), 0);
  expect(total((rep) => rep.visits)).toBe(plan.kpis.plannedVisits);
  expect(total((rep) => rep.nights)).toBe(plan.kpis.nightsOut);
  expect(total((rep) => rep.km)).toBeCloseTo(plan.kpis.driveKm, 3);
  expect(total((rep) => rep.cost)).toBeCloseTo(plan.kpis.cost.total, 3);
  expect(total((rep) => rep.customers)).toBe(request.territory.customers.length);
});

test('times are those of the rep, places longitude first', () => {
  const { request, plan } = madeUp();
  request.territory.reps[0] = { ...request.territory.reps[0], timeZone: 'America/New_York' };
  const { tours, reps } = dataOf(mapHtml(plan, request));
  expect(tours[0].from).toEqual({ kind: 'home', hotel: null, hotelName: null, at: [-91.53, 41.661], depart: '09:00' });
  expect(tours.find((tour) => tour.rep === 1)!.from.depart).toBe('08:00');
  expect(reps[0].home).toEqual([-91.53, 41.661]);
});

test('a joint visit names the supervisor', () => {
  const { request, plan } = madeUp();
  request.territory.supervisors = [{ id: 'S1', name: 'Ida Gray' }];
  plan.itineraries[0].days[0].stops[0].jointWith = 'S1';
  expect(dataOf(mapHtml(plan, request)).tours[0].stops[0].jointWith).toBe('Ida Gray');
});

test('the morning after a night knows the name of the hotel', () => {
  const { request, plan } = madeUp();
  const { tours } = dataOf(mapHtml(plan, request));
  const after = tours.findIndex(({ from }) => from.kind === 'hotel');
  expect(tours[after].from.hotelName).toBe(tours[after - 1].night!.name);
  expect(tours[0].from.hotelName).toBeNull();
});

test('the page is told where the world of its map begins', () => {
  const { request, plan } = madeUp();
  const seamFor = (turn: number) => {
    const turned = ({ lat, lng }: { lat: number; lng: number }) => ({ lat, lng: ((lng + turn + 540) % 360) - 180 });
    const part = structuredClone({ request, plan });
    for (const customer of part.request.territory.customers) customer.location = turned(customer.location);
    for (const rep of part.request.territory.reps) rep.home = turned(rep.home);
    for (const { days } of part.plan.itineraries) for (const { end } of days) end.location = turned(end.location);
    for (const territory of part.plan.territories) territory.boundary = { type: 'MultiPolygon', coordinates: [] };
    return dataOf(mapHtml(part.plan, part.request)).seam;
  };
  expect(seamFor(0)).toBe(-180);
  const lngs = request.territory.customers.map(({ location }) => location.lng);
  const middle = (Math.min(...lngs) + Math.max(...lngs)) / 2;
  expect(Math.abs(seamFor(180 - middle))).toBeLessThan(5);
});
