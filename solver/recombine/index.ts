/** The door of the room: tours of many itineraries combined anew by an integer model. */
export { type RecombineOptions, recombine } from './recombine.ts';
