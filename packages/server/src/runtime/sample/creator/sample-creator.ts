/**
 * The sample creator as an instance has it: played once after the first start, in a process of its own and in one transaction, so
 * that a start that is cut off leaves nothing behind and the next one plays it.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { getCompileCacheDir } from 'node:module'
import type { Database } from '../../../store/database.ts'
import { sampleState } from '../sample-world.ts'
import { CREATOR_SAMPLE } from '../samples.ts'
import type { PlayedLife } from './play-life.ts'

export interface LifeOrder {
  readonly databaseUrl: string
  readonly secretKey: Uint8Array
  readonly seed: string
}

export interface SampleCreatorOptions extends LifeOrder {
  readonly db: Database
  /** It is there now, with everything that belongs to it. */
  readonly onPlayed: () => void
}

export class SampleCreator {
  readonly #options: SampleCreatorOptions

  constructor(options: SampleCreatorOptions) {
    this.#options = options
  }

  /** Null where none is wanted, or none any more; `onBegin` is told otherwise. Rejects with the signal's reason when that comes. */
  async play(signal: AbortSignal, onBegin: () => void = () => {}): Promise<PlayedLife | null> {
    const { db, onPlayed, databaseUrl, secretKey, seed } = this.#options
    if ((await sampleState(db, CREATOR_SAMPLE))?.state !== 'wanted') return null
    onBegin()
    const compileCache = getCompileCacheDir()
    const child = fork(new URL('life-process.ts', import.meta.url), {
      serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env: { ...process.env, ...(compileCache === undefined ? {} : { NODE_COMPILE_CACHE: compileCache }) },
    })
    const exited = once(child, 'exit')
    try {
      child.send({ databaseUrl, secretKey, seed } satisfies LifeOrder)
      const [answer] = await Promise.race([
        once(child, 'message', { signal }) as Promise<[{ readonly played: PlayedLife | null }]>,
        exited.then(([code]) => Promise.reject(new Error(`the process that plays the sample creator's life ended with ${String(code)} before it was done`))),
      ])
      if (answer.played !== null) onPlayed()
      return answer.played
    } catch (error) {
      signal.throwIfAborted()
      throw error
    } finally {
      child.kill('SIGKILL')
      await exited
    }
  }
}
