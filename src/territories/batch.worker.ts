/** What runs in a worker thread: batches judged for the service. */
export { applyFollowed } from './apply-followed.ts';
