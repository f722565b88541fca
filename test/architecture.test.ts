/** The house keeps its plan: who may use whom, and what the solver may never do. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { version } from '#solver';

const root = fileURLToPath(new URL('..', import.meta.url));

interface SourceFile {
  /** From the root: `solver/check/index.ts`. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

function sources(folder: string): SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => {
      const path = join(folder, name);
      const text = readFileSync(join(root, path), 'utf8');
      const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1]);
      return { path, text, imports };
    });
}

const solver = sources('solver');
const service = sources('src');

/** The room of the solver that a file lies in; files beside the rooms are the wiring. */
const roomOf = (path: string) => (path.split('/').length > 2 ? path.split('/')[1] : 'wiring');

const mayUse: Readonly<Record<string, readonly string[]>> = {
  annealing: [],
  input: [],
  lp: [],
  centres: ['annealing'],
  problem: ['input'],
  territory: ['annealing', 'centres', 'input', 'problem', 'lp'],
  itinerary: ['annealing', 'input', 'problem'],
  proposals: ['input', 'lp', 'output', 'territory'],
  sizing: ['annealing', 'centres', 'input', 'lp', 'problem', 'proposals', 'territory'],
  recombine: ['annealing', 'itinerary', 'lp', 'problem'],
  exchange: ['annealing', 'input', 'itinerary', 'problem', 'recombine', 'territory'],
  output: ['input', 'problem', 'itinerary'],
  bound: ['itinerary', 'lp', 'problem'],
  joint: ['input', 'lp', 'output'],
  review: ['input', 'problem', 'output'],
  replan: ['annealing', 'input', 'problem', 'itinerary', 'output'],
  explain: ['annealing', 'input', 'problem', 'itinerary', 'output'],
  check: ['input', 'output'],
  wiring: [
    'annealing',
    'bound',
    'centres',
    'exchange',
    'input',
    'lp',
    'problem',
    'territory',
    'itinerary',
    'output',
    'joint',
    'proposals',
    'recombine',
    'replan',
    'sizing',
    'review',
    'explain',
    'check',
    'wiring',
  ],
};

describe('the rooms of the solver', () => {
  it('use only what they may use', () => {
    const wrong = solver.flatMap(({ path, imports }) =>
      imports
        .filter((name) => name.startsWith('.'))
        .map((name) => roomOf(relative('.', join(dirname(path), name))))
        .filter((other) => other !== roomOf(path) && !mayUse[roomOf(path)].includes(other))
        .map((other) => `${path} uses ${other}`),
    );
    expect(wrong).toEqual([]);
  });

  it('the judge knows of the output only the form of a plan', () => {
    const imports = solver.filter(({ path }) => roomOf(path) === 'check').flatMap((file) => file.imports);
    expect(imports.filter((name) => name.includes('/output/'))).not.toEqual([]);
    expect(imports.filter((name) => name.includes('/output/') && !name.endsWith('plan-schema.ts'))).toEqual([]);
  });
});

describe('the solver is pure', () => {
  it('uses nothing of the machine', () => {
    const foreign = (name: string) => name.startsWith('node:') || name.includes('/src/');
    expect(solver.filter(({ imports }) => imports.some(foreign)).map(({ path }) => path)).toEqual([]);
  });

  it('has no clock and no chance', () => {
    const forbidden = /Math\.random|Date\.now|new Date\(\)|performance\.|DateTime\.(now|local)\(\)/;
    const code = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
    expect(solver.filter(({ text }) => forbidden.test(code(text))).map(({ path }) => path)).toEqual([]);
  });
});

describe('the house', () => {
  it('has one door to the solver', () => {
    const inside = service.filter(({ imports }) => imports.some((name) => name.includes('/solver/')));
    expect(inside.map(({ path }) => path)).toEqual([]);
  });

  it('has files of at most 300 lines', () => {
    // The schema of the request is one table, easier to read whole.
    const most = (path: string) => (path === 'solver/input/request.ts' ? 360 : 300);
    const long = [...solver, ...service].filter(({ path, text }) => text.split('\n').length > most(path));
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  it('names one version', () => {
    expect(version).toBe(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version);
  });

  it('has a reason for every dependency in the README', () => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    );
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const names = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies });
    const reasonFor = (name: string) => readme.includes(`\`${name}\``);
    expect(names.filter((name) => !reasonFor(name))).toEqual([]);
  });

  it('uses every dependency', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const used = new Set([...solver, ...service].flatMap(({ imports }) => imports));
    const isUsed = (name: string) => [...used].some((other) => other === name || other.startsWith(`${name}/`));
    // Loaded by name, not by import: the terminal transport of the log.
    const byName = ['pino-pretty'];
    expect(Object.keys(dependencies).filter((name) => !isUsed(name) && !byName.includes(name))).toEqual([]);
  });
});
