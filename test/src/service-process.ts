/** The service as a process of its own, as its operator starts it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

export interface ServiceProcess {
  readonly address: string;
  readonly process: ChildProcess;
  /** Asks it to stop, and waits until it has. */
  stop(): Promise<number | null>;
}

export function spawnService(env: Readonly<Record<string, string>>) {
  return spawn(process.execPath, [main], {
    env: { ...process.env, PORT: '0', LOG_LEVEL: 'info', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** `npm run keys`. */
export async function runKeys(args: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('../../src/cli.ts', import.meta.url)), 'keys', ...args],
    {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const written = { stdout: '', stderr: '' };
  child.stdout.on('data', (text) => {
    written.stdout += text;
  });
  child.stderr.on('data', (text) => {
    written.stderr += text;
  });
  const [code] = await once(child, 'close');
  return { code, ...written };
}

/** @throws Error with what it wrote, when it ends before it listens */
export async function startService(env: Readonly<Record<string, string>>): Promise<ServiceProcess> {
  const child = spawnService(env);
  const ended = once(child, 'exit');
  const address = await new Promise<string>((resolve, reject) => {
    let written = '';
    const read = (text: Buffer) => {
      written += text;
      const found = /Server listening at (http:[^"\s]+)/.exec(written);
      if (found?.[1] !== undefined) resolve(found[1]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', () => reject(new Error(`the service ended: ${written}`)));
  });
  return {
    address,
    process: child,
    stop: async () => {
      child.kill('SIGTERM');
      const [code] = await ended;
      return code;
    },
  };
}
