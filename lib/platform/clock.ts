/** The one reading of the wall clock; everything below the entry points takes the moment as an argument. */
export function now(): Date {
  return new Date();
}
