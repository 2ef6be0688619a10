/** Statements to PostgreSQL one after the other, one of them under way while the next is made: so both processors work. */
import type { RawBuilder } from 'kysely'
import type { Within } from '../../store/database.ts'

export class Lane {
  readonly tx: Within
  #underWay: Promise<unknown> = Promise.resolve()

  constructor(tx: Within) {
    this.tx = tx
  }

  /** Once the one before is done this one is on its way. Throws what became of the one before. */
  async send(statement: RawBuilder<unknown>): Promise<void> {
    await this.#underWay
    this.#underWay = statement.execute(this.tx)
    // Whoever sends next, or waits for the end, hears of a failure; until then it is nobody's.
    this.#underWay.catch(() => {})
  }

  async run(work: (tx: Within) => Promise<void>): Promise<void> {
    await this.#underWay
    this.#underWay = work(this.tx)
    this.#underWay.catch(() => {})
  }

  async done(): Promise<void> {
    await this.#underWay
  }
}
