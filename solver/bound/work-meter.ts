/** How much has been computed, and whether to go on: counted in steps of work, so that the same problem gives the same bound. */

/** Work between two questions: some hundredths of a second. */
const WORK_UNTIL_ASKED = 1_000_000;

export class WorkMeter {
  /** Labels tried and compared, and a part of what completions take. */
  work = 0;
  private isEnded = false;
  private askAt = 0;
  private readonly mostWork: number;
  private readonly isCancelled: () => boolean;

  constructor(mostWork: number, isCancelled: () => boolean) {
    this.mostWork = mostWork;
    this.isCancelled = isCancelled;
  }

  /** Whether to break off; once true, always. Cheap enough for every label. */
  isSpent(): boolean {
    if (this.work < this.askAt) return this.isEnded;
    this.askAt = this.work + WORK_UNTIL_ASKED;
    this.isEnded ||= this.work >= this.mostWork || this.isCancelled();
    return this.isEnded;
  }
}
