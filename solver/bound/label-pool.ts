/** Ways through a day up to the end of a visit, as one pool of numbers that grows. */
export class LabelPool {
  count = 0;
  /** Money, prices of visits taken off; the moment after the visit; seconds driven. */
  cost = new Float64Array(1024);
  free = new Int32Array(1024);
  drive = new Int32Array(1024);
  /** The customer (by position), the breaks settled, the working interval of the visit. */
  customer = new Uint8Array(1024);
  settled = new Uint8Array(1024);
  interval = new Uint8Array(1024);
  /** Customers that are not to follow, one bit each: positions 0 to 31 and 32 to 63. */
  low = new Int32Array(1024);
  high = new Int32Array(1024);
  /** The label before, or `-1 - p` when the tour began at sleeping place p. */
  before = new Int32Array(1024);
  /** The next label of the same customer on that day, and the next one of about the same time; -1: none. */
  nextOfCustomer = new Int32Array(1024);
  nextInTime = new Int32Array(1024);
  /** 1: another label is as good in everything. */
  dead = new Uint8Array(1024);

  /** Room for one more label; its number. */
  next(): number {
    if (this.count === this.cost.length) this.grow();
    return this.count++;
  }

  private grow(): void {
    const size = 2 * this.count;
    const int32 = (old: Int32Array<ArrayBuffer>) => copied(new Int32Array(size), old);
    const uint8 = (old: Uint8Array<ArrayBuffer>) => copied(new Uint8Array(size), old);
    this.cost = copied(new Float64Array(size), this.cost);
    this.free = int32(this.free);
    this.drive = int32(this.drive);
    this.customer = uint8(this.customer);
    this.settled = uint8(this.settled);
    this.interval = uint8(this.interval);
    this.low = int32(this.low);
    this.high = int32(this.high);
    this.before = int32(this.before);
    this.nextOfCustomer = int32(this.nextOfCustomer);
    this.nextInTime = int32(this.nextInTime);
    this.dead = uint8(this.dead);
  }
}

function copied<T extends Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>>(
  into: T,
  from: T,
): T {
  into.set(from);
  return into;
}
