/**
 * The process that fills the sample's past. Its memory goes with it: done in the server, the filling left that at 300 MB
 * for as long as it ran, and whoever opened the first page waited for it. When the server goes, so does this.
 */
import type { Brain } from '../../agent/brain.ts'
import { habitBrain } from '../../agent/habit-brain.ts'
import { modelBrain } from '../../agent/model-brain.ts'
import { connect } from '../../store/database.ts'
import { rehearsalOnly } from '../asks.ts'
import { repertoireFrom } from '../repertoire.ts'
import { fillPast } from './fill-past.ts'
import type { FillOrder, FillWord } from './filling-process.ts'

const tell = (word: FillWord): void => {
  process.send?.(word)
}

process.on('disconnect', () => process.exit(1))
process.once('message', (order: FillOrder) => void fill(order))

async function fill({ databaseUrl, packs, ...order }: FillOrder): Promise<void> {
  const brains = new Map([habitBrain, modelBrain].map((brain): [Brain['kind'], Brain] => [brain.kind, brain]))
  await using connection = connect(databaseUrl, { connections: 1 })
  const filled = await fillPast({
    ...order, db: connection.db, brains, asks: rehearsalOnly, repertoireOf: repertoireFrom(packs), signal: new AbortController().signal,
    onProgress: (share) => tell({ kind: 'progress', share }),
  })
  tell({ kind: 'filled', ...filled })
}
