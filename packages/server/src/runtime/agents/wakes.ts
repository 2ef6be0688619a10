/** Whoever runs agents is told that one may be due sooner than it thinks. */
export interface Wakes {
  /** After the commit of the change. */
  poke(): void
}
