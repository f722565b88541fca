/** What the threads of one plan tell each other, in shared memory: stop now, and how far each rep has come. */
import type { SearchProgress } from '#solver';

/** How long to search one rep. */
export type Budget =
  | { readonly kind: 'steps'; readonly steps: number }
  | { readonly kind: 'seconds'; readonly seconds: number };

const HEADER_BYTES = 8;
const FIELDS = 4;

export class ProgressBoard {
  readonly memory: SharedArrayBuffer;
  /** Not 0: stop. */
  private readonly cancelFlag: Int32Array;
  private readonly fields: Float64Array;

  constructor(memory: SharedArrayBuffer) {
    this.memory = memory;
    this.cancelFlag = new Int32Array(memory, 0, 1);
    this.fields = new Float64Array(memory, HEADER_BYTES);
  }

  /** @param tasks as many as there may be */
  static forTasks(tasks: number): ProgressBoard {
    return new ProgressBoard(new SharedArrayBuffer(HEADER_BYTES + tasks * FIELDS * 8));
  }

  cancel(): void {
    Atomics.store(this.cancelFlag, 0, 1);
  }

  isCancelled(): boolean {
    return Atomics.load(this.cancelFlag, 0) !== 0;
  }

  write(place: number, { steps, share, plannedVisits, cost }: SearchProgress): void {
    this.fields.set([steps, share, plannedVisits, cost], place * FIELDS);
  }

  hasBegun(place: number): boolean {
    return (this.fields[place * FIELDS] ?? 0) > 0;
  }

  /** Over the tasks, as many as there are; `share` is their mean. */
  total(tasks: number): SearchProgress {
    const sum = (field: number) => {
      let total = 0;
      for (let task = 0; task < tasks; task++) total += this.fields[task * FIELDS + field] ?? 0;
      return total;
    };
    return { steps: sum(0), share: tasks === 0 ? 1 : sum(1) / tasks, plannedVisits: sum(2), cost: sum(3) };
  }
}
