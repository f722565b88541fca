/** A visit that took place, as a rep or a CRM reports it. */
import { z } from 'zod';
import { agendaActions, placeSchema } from '../input/request.ts';

const id = z.string().min(1).max(200);
const instant = z.iso.datetime({ offset: true });

export const visitRecordSchema = z
  .strictObject({
    id: id.describe("The caller's own: sent again, the record is replaced."),
    customerId: id,
    repId: id.optional().describe('Who made it. Default: the rep of the customer.'),
    date: z.iso.date().describe('The local date.'),
    startAt: instant.optional(),
    endAt: instant.optional(),
    location: placeSchema.optional().describe("Where it took place, in the territory's coordinate system."),
    contactId: id.optional().describe('Whom the rep met.'),
    agenda: z.array(z.enum(agendaActions)).max(8).optional().describe('What was done.'),
    note: z.string().max(5000).optional(),
    by: z.string().min(1).max(200).optional().describe('Who reports it.'),
    planId: z.string().max(200).optional().describe('Of the plan that it fulfils; none: ad hoc.'),
  })
  .meta({ id: 'VisitRecord' });

export type VisitRecord = z.infer<typeof visitRecordSchema>;
