/** The door of the room: who is told when something happens to a plan. */
export { createWebhooks, type PlanAnnouncement, type Webhooks } from './webhooks.ts';
