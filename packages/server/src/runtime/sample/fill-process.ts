/**
 * The process that fills the sample's past. Its memory goes with it: done in the server, the filling left that at 300 MB
 * for as long as it ran, and whoever opened the first page waited for it. When the server goes, so does this.
 */
import type { Brain } from '../../agent/brain.ts'
import { habitBrain } from '../../agent/habit-brain.ts'
import { modelBrain } from '../../agent/model-brain.ts'
import { SystemClock } from '../../base/clock.ts'
import { systemIds } from '../../base/ids.ts'
import { createLog } from '../../base/log.ts'
import { PostgresImageShelf } from '../../feed/gallery/postgres-image-shelf.ts'
import { OFFLINE_GENERATORS } from '../../image/generators/address.ts'
import { FONT_FILES } from '../../image/generators/font-files.ts'
import { openImageStore } from '../../image/storage/open-image-store.ts'
import { ImageProcesses } from '../../image/processes/image-processes.ts'
import { connect } from '../../store/database.ts'
import type { AskPort } from '../ask-port.ts'
import { rehearsalOnly } from '../asks.ts'
import { ImageMaker } from '../images/image-maker.ts'
import { repertoireFrom } from '../repertoire.ts'
import { fillPast } from './fill-past.ts'
import type { FillOrder, FillWord } from './filling-process.ts'

const tell = (word: FillWord): void => {
  process.send?.(word)
}

process.on('disconnect', () => process.exit(1))
process.once('message', (order: FillOrder) => void fill(order))

async function fill({ databaseUrl, packs, images: where, ...order }: FillOrder): Promise<void> {
  const brains = new Map([habitBrain, modelBrain].map((brain): [Brain['kind'], Brain] => [brain.kind, brain]))
  await using connection = connect(databaseUrl, { connections: 2 })
  const { db } = connection
  const clock = new SystemClock()
  await using threads = new ImageProcesses({ clock, generators: OFFLINE_GENERATORS, fontFiles: FONT_FILES })
  const maker = new ImageMaker({ db, clock, ids: systemIds(clock), log: createLog('error'), store: await openImageStore({ ...where, clock }), threads, ports: null })
  const asks: AskPort = { ...rehearsalOnly, image: (ask, profileId, scope, signal) => maker.make(ask, profileId, scope, signal) }
  const filled = await fillPast({
    ...order, db, brains, asks, shelf: new PostgresImageShelf(db), repertoireOf: repertoireFrom(packs), signal: new AbortController().signal,
    onProgress: (share) => tell({ kind: 'progress', share }),
  })
  tell({ kind: 'filled', ...filled })
}
