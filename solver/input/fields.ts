/** What the same fields of several documents that come in look like (contract, section 1). */
import { z } from 'zod';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export const periods = ['week', 'month', 'quarter', 'year'] as const;
export const agendaActions = [
  'walkMarket',
  'relayPolicy',
  'checkStock',
  'manageStock',
  'exchangeInformation',
  'readRelationship',
  'coachDealer',
  'reviewPeriod',
] as const;

export const id = z.string().min(1).max(200);
export const name = z.string().max(500);
export const date = z.iso
  .date()
  .describe('A local calendar date, 2026-11-30.')
  .meta({ examples: ['2026-11-30'] });
export const timeOfDay = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a local time of day such as 09:00, from 00:00 to 24:00')
  .describe('A local time of day, 09:00; 24:00 is the end of the day.');
export const weekday = z.enum(weekdays);
export const minutes = (most: number) => z.number().min(0).max(most);
/** Enough for any money; sums of it stay finite. */
export const amount = z.number().min(0).max(1_000_000_000_000_000);
export const count = z.number().int().min(0).max(1_000_000);
export const timeZone = z.string().min(1).max(100).describe('An IANA time zone, Asia/Shanghai.');
export const placeSchema = z
  .strictObject({ lat: z.number().min(-90).max(90), lng: z.number().min(-180).max(180) })
  .describe('A place in the coordinate system of the territory.')
  .meta({ id: 'Place', examples: [{ lat: 41.66, lng: -91.53 }] });

export type Place = z.infer<typeof placeSchema>;
export type Weekday = (typeof weekdays)[number];
export type PeriodName = (typeof periods)[number];
export type AgendaAction = (typeof agendaActions)[number];
