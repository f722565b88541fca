/**
 * Who follows a plan learns of every change, whichever process solves it. One look at the database, now and then, serves
 * all of them: a follower costs neither a connection nor a query of its own.
 */
import type { Log, PlanStateRecord } from '../store/index.ts';

/** How often it is looked; a plan that is being solved writes its progress once a second. */
const lookMillis = 500;

export type ReadStates = (planIds: readonly string[]) => Promise<readonly PlanStateRecord[]>;

interface Waiter {
  readonly planId: string;
  /** Null: there is nothing more to wait for. */
  readonly tell: (state: PlanStateRecord | null) => void;
}

export function hasEnded({ status }: Pick<PlanStateRecord, 'status'>): boolean {
  return status !== 'queued' && status !== 'running';
}

export class PlanWatch {
  readonly #read: ReadStates;
  readonly #log: Log;
  readonly #waiters = new Set<Waiter>();
  /** To the next look; only while somebody waits. */
  #timer: NodeJS.Timeout | null = null;
  #isLooking = false;
  #isOver = false;

  constructor(read: ReadStates, log: Log) {
    this.#read = read;
    this.#log = log;
  }

  /** The state given, and each later one that differs, until the plan has ended, the watch is over or `signal` aborts. */
  async *follow(from: PlanStateRecord, signal: AbortSignal): AsyncGenerator<PlanStateRecord, void> {
    let told = '';
    for (let state: PlanStateRecord | null = from; state !== null; state = await this.#next(from.planId, signal)) {
      const text = JSON.stringify(state);
      if (text !== told) yield state;
      told = text;
      if (hasEnded(state)) return;
    }
  }

  /** A plan has ended in this process: who follows it need not wait for the next look. */
  hurry(planId: string): void {
    for (const waiter of this.#waiters) if (waiter.planId === planId) return void this.#look();
  }

  /** Nobody follows any longer. */
  end(): void {
    this.#isOver = true;
    for (const { tell } of this.#waiters) tell(null);
  }

  /** What the next look finds. */
  #next(planId: string, signal: AbortSignal): Promise<PlanStateRecord | null> {
    if (this.#isOver || signal.aborted) return Promise.resolve(null);
    return new Promise((resolve) => {
      const leave = () => waiter.tell(null);
      const waiter: Waiter = {
        planId,
        tell: (state) => {
          signal.removeEventListener('abort', leave);
          this.#waiters.delete(waiter);
          this.#setTimer();
          resolve(state);
        },
      };
      signal.addEventListener('abort', leave);
      this.#waiters.add(waiter);
      this.#setTimer();
    });
  }

  #setTimer(): void {
    const isNeeded = this.#waiters.size > 0 && !this.#isLooking;
    if (isNeeded) {
      this.#timer ??= setTimeout(() => void this.#look(), lookMillis);
    } else if (this.#timer !== null) {
      clearTimeout(this.#timer);
      this.#timer = null;
    }
  }

  async #look(): Promise<void> {
    // A database that is slow is not asked a second time meanwhile.
    if (this.#isLooking) return;
    this.#isLooking = true;
    this.#setTimer();
    const waiters = [...this.#waiters];
    try {
      const states = await this.#read([...new Set(waiters.map(({ planId }) => planId))]);
      const byId = new Map(states.map((state) => [state.planId, state]));
      for (const { planId, tell } of waiters) tell(byId.get(planId) ?? null);
    } catch (error) {
      // Who follows stays: the database may be back at the next look.
      this.#log.warn({ err: error }, 'Plans that are followed could not be looked at.');
    } finally {
      this.#isLooking = false;
      this.#setTimer();
    }
  }
}
