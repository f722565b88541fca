/** What runs in a worker thread: requests, changes and batches judged for the service. */
export { parseRequest } from '#solver';
export { applyFollowed } from './apply-followed.ts';
export { judgeChange } from './judge-territory.ts';
