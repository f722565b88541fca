/** Shows how a search goes: a bar on a terminal, a line now and then elsewhere. */
import { SingleBar } from 'cli-progress';
import type { PlanProgress } from '../planning/index.ts';

const LINE_EVERY_SECONDS = 5;

export interface ProgressDisplay {
  show(progress: PlanProgress): void;
  end(): void;
}

export function progressDisplay(stream: NodeJS.WriteStream, currency: string): ProgressDisplay {
  return stream.isTTY ? bar(stream, currency) : lines(stream, currency);
}

function describe({ share, coverage, cost, elapsedSeconds }: PlanProgress, currency: string) {
  const remaining = share > 0 ? Math.round((elapsedSeconds * (1 - share)) / share) : null;
  return {
    coverage: `${(coverage * 100).toFixed(1)} %`,
    cost: `${Math.round(cost).toLocaleString('en')} ${currency}`,
    elapsed: `${Math.round(elapsedSeconds)} s`,
    remaining: remaining === null ? '?' : `${remaining} s`,
  };
}

function bar(stream: NodeJS.WriteStream, currency: string): ProgressDisplay {
  const single = new SingleBar({
    stream,
    format: '{bar} {percentage} % | cost {cost} | coverage {coverage} | {elapsed} elapsed, {remaining} left',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    hideCursor: true,
    // The command decides itself what an interrupt means.
    noTTYOutput: false,
    gracefulExit: false,
  });
  single.start(1000, 0, { cost: '?', coverage: '?', elapsed: '0 s', remaining: '?' });
  return {
    show: (progress) => single.update(Math.round(progress.share * 1000), describe(progress, currency)),
    end: () => single.stop(),
  };
}

function lines(stream: NodeJS.WriteStream, currency: string): ProgressDisplay {
  let next = 0;
  return {
    show: (progress) => {
      if (progress.elapsedSeconds < next || progress.steps === 0) return;
      next = progress.elapsedSeconds + LINE_EVERY_SECONDS;
      const { cost, coverage, elapsed, remaining } = describe(progress, currency);
      stream.write(`${elapsed} elapsed, ${remaining} left: cost ${cost}, coverage ${coverage}\n`);
    },
    end: () => {},
  };
}
