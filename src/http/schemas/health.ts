/** What the probes answer. */
import { z } from 'zod';

export const liveSchema = z.strictObject({ status: z.literal('live') }).meta({ id: 'Liveness' });

export const readySchema = z.strictObject({ status: z.literal('ready') }).meta({ id: 'Readiness' });
