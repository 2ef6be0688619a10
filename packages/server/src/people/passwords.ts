/**
 * Passwords at rest: argon2id with 19 MiB and two passes (OWASP Password Storage Cheat Sheet), in the PHC string form,
 * so that stronger settings can come later and old hashes stay readable. One hash takes 34 ms of a thread and its 19 MiB,
 * so few run at once and few wait: a flood of log-ins must not take the memory or the threads that files and DNS need.
 */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { ExpectedError } from '../base/errors.ts'

const MEMORY_KIB = 19 * 1024
const PASSES = 2
const LANES = 1
const SALT_BYTES = 16
const HASH_BYTES = 32

/** Half of libuv's four threads. */
const RUNNING_MOST = 2
/** At 34 ms each and two at a time, the last of these waits a second. */
const WAITING_MOST = 60

const derive = promisify(argon2)

export class PasswordsBusyError extends ExpectedError {
  readonly kind = 'unavailable'
  readonly code = 'sign-in-busy'
  readonly retryAfterMs = 2_000
  constructor() {
    super('Too many people are signing in at this moment. Try again in a few seconds.')
  }
}

export class Passwords {
  #running = 0
  readonly #waiting: (() => void)[] = []

  async hash(password: string): Promise<string> {
    const salt = randomBytes(SALT_BYTES)
    const hash = await this.#inTurn(() => digest(password, { salt, memory: MEMORY_KIB, passes: PASSES, lanes: LANES, bytes: HASH_BYTES }))
    return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${unpadded(salt)}$${unpadded(hash)}`
  }

  /** `stored` is null for somebody unknown: the same time is spent, so that an answer's delay names no user. */
  async matches(password: string, stored: string | null): Promise<boolean> {
    const known = stored === null ? null : parse(stored)
    const { hash, ...settings } = known ?? DECOY
    const found = await this.#inTurn(() => digest(password, settings))
    return timingSafeEqual(found, hash) && known !== null
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= RUNNING_MOST) {
      if (this.#waiting.length >= WAITING_MOST) throw new PasswordsBusyError()
      // The one that ends hands over its place, so nobody can slip in between.
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    } else {
      this.#running += 1
    }
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#running -= 1
    }
  }
}

interface Settings {
  readonly salt: Buffer
  readonly memory: number
  readonly passes: number
  readonly lanes: number
  readonly bytes: number
}

const DECOY = {
  salt: Buffer.alloc(SALT_BYTES), hash: Buffer.alloc(HASH_BYTES), memory: MEMORY_KIB, passes: PASSES, lanes: LANES, bytes: HASH_BYTES,
}

/** The same letters typed on two keyboards may differ in code points; NFKC makes them one. */
function digest(password: string, at: Settings): Promise<Buffer> {
  return derive('argon2id', {
    message: password.normalize('NFKC'), nonce: at.salt, parallelism: at.lanes, tagLength: at.bytes, memory: at.memory, passes: at.passes,
  })
}

function parse(stored: string): Settings & { hash: Buffer } {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(stored)
  if (!parts) throw new TypeError('a stored password is not in the form this version writes')
  const [, memory, passes, lanes, salt = '', hash = ''] = parts
  const bytes = Buffer.from(hash, 'base64')
  return { memory: Number(memory), passes: Number(passes), lanes: Number(lanes), salt: Buffer.from(salt, 'base64'), hash: bytes, bytes: bytes.length }
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}
