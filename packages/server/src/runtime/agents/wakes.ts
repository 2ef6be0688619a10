/** Whoever runs agents is told that one may be due sooner than it thinks. */
export interface Wakes {
  /** After the commit of the change. */
  poke(): void
  /** Resolves when the agents of leads of this process, where it runs any, are known as they stand now: the next event finds them. */
  told?(): Promise<void>
}
