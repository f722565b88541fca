/** The door of the room: territories that change while they are planned. */
export { type AppliedBatch, applyFollowed, type BatchJob } from './apply-followed.ts';
export { type BatchMode, type BatchResult, batchModes, type RowResult, type TerritoryBatch } from './batch.ts';
export { type ChangeJob, isAboutTerritory, type JudgedChange, judgeChange, standInHorizon } from './judge-territory.ts';
export { JudgingThreads } from './judging-threads.ts';
export { entryPath } from './new-errors.ts';
export { nobodyYet } from './nobody-yet.ts';
export { type Change, createTerritories, type Territories } from './territories.ts';
