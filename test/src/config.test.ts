import { availableParallelism } from 'node:os';
import { expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';

it('has a default for every option', () => {
  expect(readConfig({})).toEqual({
    host: '127.0.0.1',
    port: 8080,
    databaseUrl: null,
    dataDir: './data',
    solverThreads: availableParallelism(),
    planConcurrency: 2,
    logLevel: 'info',
    bodyLimit: 64 * 1_048_576,
    eventStreams: { total: 1000, perKey: 100 },
    tileUrl: null,
    webhooksToPrivate: false,
  });
});

it('reads what is set, and takes an empty value for not set', () => {
  const config = readConfig({
    PORT: '0',
    HOST: '',
    DATABASE_URL: 'postgres://me:secret@db.example:5433/roundsman',
    SOLVER_THREADS: '3',
    BODY_LIMIT_MB: '1',
    EVENT_STREAMS: '20',
    EVENT_STREAMS_PER_KEY: '2',
    TILE_URL: 'https://tiles.example/{z}/{x}/{y}.png',
  });
  expect(config).toMatchObject({
    port: 0,
    host: '127.0.0.1',
    databaseUrl: 'postgres://me:secret@db.example:5433/roundsman',
    solverThreads: 3,
    bodyLimit: 1_048_576,
    eventStreams: { total: 20, perKey: 2 },
    tileUrl: 'https://tiles.example/{z}/{x}/{y}.png',
  });
});

it('names all wrong options at once, and repeats no value', () => {
  const wrong = {
    PORT: '70000',
    DATABASE_URL: 'mysql://me:secret@db',
    SOLVER_THREADS: '0',
    PLAN_CONCURRENCY: '1.5',
    LOG_LEVEL: 'loud',
    BODY_LIMIT_MB: '-1',
    EVENT_STREAMS: '0',
    EVENT_STREAMS_PER_KEY: 'all',
    TILE_URL: 'tiles',
  };
  let message = '';
  try {
    readConfig(wrong);
  } catch (error) {
    message = (error as Error).message;
  }
  for (const name of Object.keys(wrong)) expect(message).toMatch(new RegExp(`^ {2}${name} must be `, 'm'));
  expect(message.split('\n')).toHaveLength(1 + Object.keys(wrong).length);
  expect(message).not.toContain('secret');
});
