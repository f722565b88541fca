/** What the operator may set, read once from the environment: names, units, defaults, and every wrong value at once. */
import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { lpChoices } from './planning/lp-choice.ts';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/, `must be a whole number from ${least} to ${most}`)
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must be a whole number from ${least} to ${most}`);

const urlWith = (protocol: RegExp, message: string) => z.url({ protocol, error: message });

const environmentSchema = z.object({
  HOST: z.string().default('127.0.0.1').describe('Address to listen on. Default 127.0.0.1.'),
  PORT: whole(0, 65_535).default(8080).describe('TCP port to listen on; 0 takes any free one. Default 8080.'),
  DATABASE_URL: urlWith(/^postgres(ql)?$/, 'must be a URL like postgres://user:password@host:5432/database')
    .optional()
    .describe('A PostgreSQL server, 15 or later. Default: a private server with its files in DATA_DIR.'),
  DATA_DIR: z
    .string()
    .default('./data')
    .describe('Directory of the private PostgreSQL server. Default ./data. Not used with DATABASE_URL.'),
  SOLVER_THREADS: whole(1, 1024).optional().describe('Threads that search. Default: the cores available.'),
  PLAN_CONCURRENCY: whole(1, 64).default(2).describe('Plans solved at the same time by this process. Default 2.'),
  LOG_LEVEL: z
    .enum(logLevels, `must be one of ${logLevels.join(', ')}`)
    .default('info')
    .describe('The least severe log lines to write. Default info.'),
  BODY_LIMIT_MB: whole(1, 1024).default(64).describe('Largest request body, MB of 1,048,576 bytes. Default 64.'),
  EVENT_STREAMS: whole(1, 100_000)
    .default(1000)
    .describe('Streams of events open at the same time in this process. Default 1000.'),
  EVENT_STREAMS_PER_KEY: whole(1, 100_000)
    .default(100)
    .describe('Of them those of one API key, or of all callers until the first key is made. Default 100.'),
  WEBHOOK_ALLOW_PRIVATE: z
    .enum(['yes', 'no'], 'must be yes or no')
    .default('no')
    .describe('Whether webhooks may call private networks, and without TLS. Default no.'),
  LP_SOLVER: z
    .enum(lpChoices, 'must be auto, javascript or highs')
    .default('auto')
    .describe('Who solves linear models: auto takes the one that measurements favour by size. Default auto.'),
  TILE_URL: urlWith(/^https?$/, 'must be an http or https URL like https://tiles.example.com/{z}/{x}/{y}.png')
    .optional()
    .describe('Background tiles of the map page, with {z}, {x} and {y}. Default: no background.'),
});

export interface Config {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Null: a private server. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly solverThreads: number;
  readonly planConcurrency: number;
  readonly logLevel: (typeof logLevels)[number];
  /** Bytes. */
  readonly bodyLimit: number;
  /** Open at the same time in this process, and those of one API key. */
  readonly eventStreams: { readonly total: number; readonly perKey: number };
  readonly webhooksToPrivate: boolean;
  /** Null: no background. */
  readonly tileUrl: string | null;
}

/** What the operator has to mend before anything can start, in a line each. Values are not repeated: a DATABASE_URL carries a password. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads the options from `env`; an empty value counts as not set.
 * @throws {ConfigError} naming every option that is wrong
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`);
    throw new ConfigError(`These environment variables are wrong:\n${[...new Set(lines)].join('\n')}`);
  }
  const options = parsed.data;
  return {
    host: options.HOST,
    port: options.PORT,
    databaseUrl: options.DATABASE_URL ?? null,
    dataDir: options.DATA_DIR,
    solverThreads: options.SOLVER_THREADS ?? availableParallelism(),
    planConcurrency: options.PLAN_CONCURRENCY,
    logLevel: options.LOG_LEVEL,
    bodyLimit: options.BODY_LIMIT_MB * 1_048_576,
    eventStreams: { total: options.EVENT_STREAMS, perKey: options.EVENT_STREAMS_PER_KEY },
    webhooksToPrivate: options.WEBHOOK_ALLOW_PRIVATE === 'yes',
    tileUrl: options.TILE_URL ?? null,
  };
}
