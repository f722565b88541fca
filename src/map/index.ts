/** The door of the room: the map of a plan. */
export { type MapOptions, mapHtml } from './map-html.ts';
