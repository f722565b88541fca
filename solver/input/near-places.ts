/** Where no hotels were sent, reps sleep near customers: places with ids made of theirs. */
const PREFIX = 'near:';

export const idNear = (customerId: string): string => `${PREFIX}${customerId}`;

/** The customer near whom the sleeping place of this id lies; null: it is a hotel. */
export function customerNear(hotelId: string): string | null {
  return hotelId.startsWith(PREFIX) ? hotelId.slice(PREFIX.length) : null;
}
