/** What is sent is judged beside the thread that answers: many customers take seconds, and all other callers would wait. */
import { type ParsedRequest, parseRequest } from '#solver';
import { startThreads } from '../threads/index.ts';
import { type AppliedBatch, applyFollowed, type BatchJob } from './apply-followed.ts';
import { type ChangeJob, type JudgedChange, judgeChange } from './judge-territory.ts';

export class JudgingThreads {
  /** Batches, which take longest, come one after the other: the second thread is left for all else. */
  private readonly threads = startThreads(new URL('./judging.worker.ts', import.meta.url), { most: 2, kept: 1 });

  /** As `parseRequest`. */
  readonly parse = (json: unknown): Promise<ParsedRequest> => this.run(parseRequest, json);

  /** As `judgeChange`. */
  readonly judgeChange = (job: ChangeJob): Promise<JudgedChange> => this.run(judgeChange, job);

  /** As `applyFollowed`. */
  readonly apply = (job: BatchJob): Promise<AppliedBatch> => this.run(applyFollowed, job);

  /** What is still judged is given up. */
  close(): Promise<void> {
    return this.threads.destroy();
  }

  /** @param judge one of those that the worker has under the same name */
  private async run<Job, Result>(judge: (job: Job) => Result, job: Job): Promise<Result> {
    try {
      return await this.threads.run(job, { name: judge.name });
    } catch (error) {
      // Nested too deep to be sent to a thread, as nothing of the right form is: it can only be judged where it is.
      if (error instanceof RangeError) return judge(job);
      throw error;
    }
  }
}
