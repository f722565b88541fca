/** The door of the room: who may call the service. */
export type { ApiKey, Role } from '../store/index.ts';
export { type Access, type Caller, createAccess } from './access.ts';
export { isLoopback } from './loopback.ts';
