/** The door of the room: tours of many itineraries combined anew by an integer model. */
export { costsOf } from './known-tours.ts';
export type { RecombineMeans } from './means.ts';
export { RECOMBINE_SHARE, recombine } from './recombine.ts';
export { searchUndated } from './search-undated.ts';
