import { execFile } from 'node:child_process';
import { cp, lstat, mkdir, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findPostgresBinaries, linkLibraries } from '../../../src/store/postgres-binaries.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const run = promisify(execFile);

let directory: string;
let native: string;
let links: string;

/** An installation whose postinstall script has not run: the same files without the symbolic links. */
beforeEach(async () => {
  directory = await temporaryDirectory();
  native = path.join(directory, 'native');
  links = path.join(directory, 'links');
  const installed = path.resolve(path.dirname((await findPostgresBinaries(links)).initdb), '..');
  for (const part of ['bin', 'lib', 'pg-symlinks.json']) {
    await cp(path.join(installed, part), path.join(native, part), {
      recursive: true,
      filter: async (file) => !(await lstat(file)).isSymbolicLink(),
    });
  }
});

afterEach(() => rm(directory, { recursive: true, force: true }));

/** What a program says of itself, if it finds its libraries. */
async function version(program: string, libraryPath: string | null): Promise<string> {
  const env = libraryPath === null ? {} : { LD_LIBRARY_PATH: libraryPath };
  return (await run(path.join(native, 'bin', program), ['--version'], { env })).stdout;
}

it('makes the links that an installation without scripts lacks, in several processes at once', async () => {
  await expect(version('initdb', null)).rejects.toThrow('shared libraries');
  const [libraryPath, other] = await Promise.all([linkLibraries(native, links), linkLibraries(native, links)]);
  expect(libraryPath).toBe(other);
  expect(await version('initdb', libraryPath)).toMatch('PostgreSQL');
  expect(await version('postgres', libraryPath)).toMatch('PostgreSQL');
});

it('replaces the links of an installation that has moved', async () => {
  await mkdir(links);
  await symlink('/nowhere/libpq.so.5.18', path.join(links, 'libpq.so.5'));
  expect(await version('initdb', await linkLibraries(native, links))).toMatch('PostgreSQL');
});

it('needs no links where the installation has them', async () => {
  await linkLibraries(native, path.join(native, 'lib'));
  expect(await linkLibraries(native, links)).toBeNull();
  expect(await version('initdb', null)).toMatch('PostgreSQL');
});
