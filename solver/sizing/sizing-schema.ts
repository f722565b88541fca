/** The schema of fit and sizing: does the team's time suffice, and how many reps would it take. */
import { z } from 'zod';
import { issueSchema } from '../input/issue.ts';
import { placeSchema } from '../input/request.ts';

const minutesPerWeek = z.number().min(0);
const share = z.number().min(0).max(1);

const classFitSchema = z.strictObject({
  customers: z.number().int().min(0),
  visitsPerWeek: z.number().min(0),
  visitMinutesPerWeek: minutesPerWeek,
  driveMinutesPerWeek: minutesPerWeek,
});

export const fitSchema = z
  .strictObject({
    fits: z.boolean().describe('Every rep has the time for the visits of his customers.'),
    workingMinutesPerWeek: minutesPerWeek.describe('Of all reps, without breaks and days off.'),
    ownDriveMinutesPerWeek: minutesPerWeek.describe('Driving allowed before and after working hours.'),
    visitMinutesPerWeek: minutesPerWeek,
    driveMinutesPerWeek: minutesPerWeek.describe('An estimate; nights away are in it.'),
    byClass: z.record(z.string(), classFitSchema),
    reps: z.array(
      z.strictObject({
        repId: z.string(),
        utilisation: z
          .number()
          .min(0)
          .describe(
            'Time needed / time there is: visits in working hours, visits and driving with the own time. Above 1: too much.',
          ),
        workingMinutesPerWeek: minutesPerWeek,
        visitMinutesPerWeek: minutesPerWeek,
        driveMinutesPerWeek: minutesPerWeek,
        byClass: z.record(z.string(), classFitSchema),
      }),
    ),
    mustGive: z
      .array(
        z.strictObject({
          class: z.string(),
          visitsPerWeek: z.number().describe('That find no time.'),
          share: share.describe('Of the visits of this class.'),
        }),
      )
      .describe(
        'Which classes would lose visits, those first whose visits are worth least for their time. Empty: everything fits.',
      ),
    oneMore: z
      .strictObject({
        rep: z.number().describe('Visits a week that one more rep would make possible.'),
        workingDay: z.number().describe('That one more working day a week of one rep would.'),
        night: z
          .number()
          .describe('That one more night away a week of one rep would, from the drive home and back that it saves.'),
      })
      .describe('What more of each buys, in visits as long as those that find no time, or as the mean visit.'),
  })
  .meta({ id: 'Fit' });

export const sizePointSchema = z
  .strictObject({
    reps: z.number().int().min(1),
    coverage: share.describe('Of the visits owed, those for which the time of their rep suffices.'),
    utilisation: z.number().min(0).describe('Of the rep with the least time for his customers.'),
    workloadMinutesPerWeek: minutesPerWeek.describe('Mean of the reps.'),
    workloadImbalance: z.number().min(0),
    revenueImbalance: z.number().min(0),
    driveMinutesPerWeek: minutesPerWeek.describe('Of all reps, an estimate.'),
    costPerWeek: z.number().min(0).describe('Driving, kilometres and reps; nights are not in it.'),
    leave: z.array(z.string()).describe('Reps this smaller team would do without.'),
    homes: z
      .array(z.strictObject({ near: z.string(), location: placeSchema }))
      .describe('Where the additional reps had best live: the town of the nearest hotel, else the nearest customer.'),
    issues: z.array(issueSchema),
  })
  .meta({ id: 'SizePoint' });

export const sizingSchema = z
  .strictObject({
    fit: fitSchema.describe('Of the team as it is.'),
    curve: z.array(sizePointSchema).min(1).describe('By team size.'),
    needed: z
      .number()
      .int()
      .min(0)
      .nullable()
      .describe('The smallest team of the curve that covers every visit; null: none does.'),
  })
  .meta({ id: 'Sizing' });

export const sizingQuestionSchema = z
  .strictObject({
    from: z.number().int().min(1).max(1000).optional().describe('Default: three fifths of the team.'),
    to: z.number().int().min(1).max(1000).optional().describe('Default: eight fifths of the team.'),
    step: z.number().int().min(1).max(1000).optional().describe('Default: so that there are about nine sizes.'),
    perRepWeek: z.number().min(0).optional().describe('What a rep costs a week, in territory.currency. Default 0.'),
  })
  .meta({ id: 'TeamSizes' });

export type Fit = z.infer<typeof fitSchema>;
export type SizePoint = z.infer<typeof sizePointSchema>;
export type Sizing = z.infer<typeof sizingSchema>;
export type SizingQuestion = z.infer<typeof sizingQuestionSchema>;
