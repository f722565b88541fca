/** The door of the room: what every search by annealing needs, chance by a seed and a reason to stop. */
export { Random } from './random.ts';
export * from './stop.ts';
