/**
 * Remembers which texts came before, in 12 bytes each whatever their length: 64-bit hashes in open addressing, beside
 * a number. A million ids take 24 MB. Two of a million texts share a hash with a chance of about 1 in 40 million.
 */
export class Fingerprints {
  #low = new Uint32Array(1 << 12);
  #high = new Uint32Array(1 << 12);
  #numbers = new Uint32Array(1 << 12);
  #size = 0;

  /** The number kept for this text; when it is new, `fresh` (at least 1) is kept and 0 comes back. */
  firstOf(text: string, fresh: number): number {
    const slot = this.#slotOf(text);
    const known = this.#numbers[slot] ?? 0;
    if (known === 0) this.#put(slot, fresh);
    return known;
  }

  /** How often this text has come, this time included. */
  countOf(text: string): number {
    const slot = this.#slotOf(text);
    const count = (this.#numbers[slot] ?? 0) + 1;
    if (count === 1) this.#put(slot, 1);
    else this.#numbers[slot] = count;
    return count;
  }

  #put(slot: number, number: number): void {
    this.#low[slot] = lastLow;
    this.#high[slot] = lastHigh;
    this.#numbers[slot] = number;
    this.#size += 1;
    if (this.#size * 2 > this.#numbers.length) this.#grow();
  }

  #slotOf(text: string): number {
    hash(text);
    const mask = this.#numbers.length - 1;
    let slot = lastLow & mask;
    while (this.#numbers[slot] !== 0 && (this.#low[slot] !== lastLow || this.#high[slot] !== lastHigh)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #grow(): void {
    const [low, high, numbers] = [this.#low, this.#high, this.#numbers];
    const mask = numbers.length * 2 - 1;
    this.#low = new Uint32Array(mask + 1);
    this.#high = new Uint32Array(mask + 1);
    this.#numbers = new Uint32Array(mask + 1);
    for (let from = 0; from < numbers.length; from += 1) {
      if (numbers[from] === 0) continue;
      let to = (low[from] ?? 0) & mask;
      while (this.#numbers[to] !== 0) to = (to + 1) & mask;
      this.#low[to] = low[from] ?? 0;
      this.#high[to] = high[from] ?? 0;
      this.#numbers[to] = numbers[from] ?? 0;
    }
  }
}

let lastLow = 0;
let lastHigh = 0;

/** Two multiply-xor lanes over the UTF-16 units, finished as in MurmurHash3; left in lastLow and lastHigh. */
function hash(text: string): void {
  let a = 0x9747b28c ^ text.length;
  let b = 0x3c6ef372;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    a = Math.imul(a ^ unit, 0x85ebca6b);
    a = (a << 13) | (a >>> 19);
    b = Math.imul(b ^ unit, 0xc2b2ae35);
    b = (b << 17) | (b >>> 15);
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  lastLow = (a ^ (a >>> 16)) >>> 0;
  lastHigh = (b ^ (b >>> 16)) >>> 0;
}
