/** Which runs something is being done with, by name: those that are about to be a folder, too. */
import { ConflictError } from '../../base/errors.ts'

export class Claims {
  readonly #claimed = new Set<string>()

  has(id: string): boolean {
    return this.#claimed.has(id)
  }

  claim(id: string): void {
    this.#claimed.add(id)
  }

  free(id: string): void {
    this.#claimed.delete(id)
  }

  /**
   * Between looking at a run and acting on it lie reads of the disk: of two who start it at once, both would find it standing.
   * Throws `ConflictError` where another is at it.
   */
  async alone<Result>(id: string, work: () => Promise<Result>): Promise<Result> {
    if (this.has(id)) throw new ConflictError('Something else is being done with it: it is begun, changed, deleted or published. Try again when that is done.', 'simulation-busy')
    this.claim(id)
    try {
      return await work()
    } finally {
      this.free(id)
    }
  }
}
