/** The door of the room: what belongs to visits and is planned once their days stand: phone calls and company. */
export { type JointWork, planJointWork } from './joint-work.ts';
