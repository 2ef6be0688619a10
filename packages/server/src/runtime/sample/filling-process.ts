/** The process that fills the sample's past, from the outside. Cut off, it leaves the sample half filled, and the next start begins anew. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { getCompileCacheDir } from 'node:module'
import type { S3Config } from '../../base/config.ts'
import type { LoadedPack } from '../../persona/pack/loaded-pack.ts'
import type { Sample } from './sample-world.ts'

/** As much of the configuration as says where images lie. */
export interface ImagePlace {
  readonly s3: S3Config | null
  readonly dataDirectory: string
}

export interface FillOrder {
  readonly databaseUrl: string
  readonly sample: Sample
  readonly packs: readonly LoadedPack[]
  readonly images: ImagePlace
  readonly seed: string
  readonly fromMs: number
  readonly toMs: number
}

export interface Filled {
  readonly turns: number
  readonly posts: number
  readonly comments: number
}

export type FillWord = { readonly kind: 'progress'; readonly share: number } | ({ readonly kind: 'filled' } & Filled)

export class FillingProcess implements AsyncDisposable {
  readonly #child: ChildProcess
  readonly #exited: Promise<unknown>
  readonly #filled: Promise<Filled>
  #onProgress: (share: number) => void = () => {}

  /** Started before there is anything to fill: it takes half a second to load. */
  constructor() {
    const compileCache = getCompileCacheDir()
    this.#child = fork(new URL('fill-process.ts', import.meta.url), {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, ...(compileCache === undefined ? {} : { NODE_COMPILE_CACHE: compileCache }) },
    })
    this.#exited = once(this.#child, 'exit')
    this.#filled = new Promise((resolve, reject) => {
      this.#child.on('message', (word: FillWord) => {
        if (word.kind === 'progress') this.#onProgress(word.share)
        else resolve(word)
      })
      this.#child.once('error', reject)
      this.#child.once('exit', (code) => reject(new Error(`the process that fills the past ended with ${code} before it was done`)))
    })
    // Whoever never comes to `play` hears of the failure from what kept them from it.
    this.#filled.catch(() => {})
  }

  /** Rejects with the signal's reason as soon as that comes; the process goes on until it is disposed of. */
  play(order: FillOrder, onProgress: (share: number) => void, signal: AbortSignal): Promise<Filled> {
    this.#onProgress = onProgress
    this.#child.send(order)
    return Promise.race([this.#filled, once(signal, 'abort').then(() => Promise.reject(signal.reason as Error))])
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.#exited
  }
}
