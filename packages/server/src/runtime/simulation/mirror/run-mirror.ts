/**
 * The workload of DESIGN "Speed to reach" through the real loop: every agent in order, a refresh and one act a step, each
 * target drawn from what it saw. Journal hashed and on disk. Sign-ups, first posts, refreshes and actions count.
 */
import { isDeepStrictEqual } from 'node:util'
import type { RecommenderName } from '@troupe/contract'
import { sinkUnder, sourceUnder } from '../../../base/checkpoint.ts'
import { ConflictError } from '../../../base/errors.ts'
import { seeded } from '../../../base/random.ts'
import { CheckpointReader } from '../../../store/checkpoint-file/checkpoint-reader.ts'
import { CheckpointWriter } from '../../../store/checkpoint-file/checkpoint-writer.ts'
import { VERSION, type JournalHeader } from '../../../store/journal-file/format.ts'
import { loadPlace, savePlace } from '../../../store/journal-file/journal-place.ts'
import { JournalWriter } from '../../../store/journal-file/journal-writer.ts'
import type { WritingThread } from '../../../store/journal-file/writing-thread.ts'
import { JournalRecords } from '../journal-records.ts'
import { loadWorld, saveWorld } from '../kept-world.ts'
import { MirrorWorld } from './mirror-world.ts'

const POSTS_EVERY = 10
/** A Monday; any fixed moment will do. */
const START_MS = Date.UTC(2026, 0, 5, 8)
const STEP_MS = 60_000
/** Turns between two looks at the event loop, so that the journal's thread is heard and a caller can stop the run. */
const SLICE = 2_000

export interface MirrorOptions {
  readonly agents: number
  readonly steps: number
  readonly seed: string
  readonly recommender: RecommenderName
  /** Null hashes it, and keeps nothing. */
  readonly journalPath: string | null
  /** One that is there already, and is given back at the end. */
  readonly thread?: WritingThread
  readonly checkpoint?: MirrorCheckpoint
  /** Milliseconds since any moment, for the figures alone. */
  readonly elapsedMs: () => number
  /** Told after each slice: how many of the actions there will be are done. */
  readonly onProgress?: (done: number, of: number) => void
  readonly signal?: AbortSignal
}

export interface MirrorCheckpoint {
  readonly path: string
  /** Steps between two. */
  readonly every: number
  /** Go on from the one at `path`, which is of the same run. */
  readonly resume: boolean
}

export interface MirrorResult {
  readonly agents: number
  readonly steps: number
  readonly recommender: RecommenderName
  readonly seed: string
  /** Of the whole run. */
  readonly actions: number
  /** Of this process, as the figures that come from it. */
  readonly seconds: number
  readonly actionsPerSecond: number
  readonly secondsAStep: number
  /** Null for a run from the beginning. */
  readonly resumedAtStep: number | null
  readonly journalSha256: string
  readonly journalBytes: number
  readonly posts: number
  readonly comments: number
  readonly likes: number
  readonly follows: number
}

/** What a checkpoint is of. */
interface MirrorHead {
  readonly run: JournalHeader
  /** Steps that are done. */
  readonly step: number
}

export async function runMirror({ agents: count, steps, seed, recommender, journalPath, thread, checkpoint, elapsedMs, onProgress, signal }: MirrorOptions): Promise<MirrorResult> {
  const startedMs = elapsedMs()
  const header: JournalHeader = { version: VERSION, seed, inputs: { workload: 'mirror', agents: count, steps, recommender } }
  using kept = checkpoint?.resume === true ? new CheckpointReader(checkpoint.path) : null
  const from = kept === null ? null : stepOf(kept.head as MirrorHead, header)
  await using journal = new JournalWriter(journalPath, header, kept === null ? null : loadPlace(sourceUnder(kept, 'journal')), thread)
  const world = new MirrorWorld(seed, recommender, new JournalRecords(journal))
  const { state, loop } = world
  const firstPosts = Math.ceil(count / POSTS_EVERY)
  const planned = count + firstPosts + 2 * count * steps
  const breathe = async (done: number): Promise<void> => {
    signal?.throwIfAborted()
    if (journal.isBehind) await journal.caughtUp()
    onProgress?.(done, planned)
  }

  if (kept !== null) loadWorld(world.parts, sourceUnder(kept, 'world'))
  else {
    const chance = seeded(`${seed}/start`)
    for (let agent = 0; agent < count; agent++) {
      world.join(START_MS, chance)
      if (agent % SLICE === 0) await breathe(agent)
    }
    for (let agent = 0; agent < count; agent += POSTS_EVERY) {
      world.firstPost(agent, START_MS, chance)
      if (agent % SLICE === 0) await breathe(count + agent / POSTS_EVERY)
    }
  }
  const actsBefore = loop.counts.acts
  const stepsStartedMs = elapsedMs()
  for (let step = from ?? 0; step < steps; step++) {
    const nowMs = START_MS + (step + 1) * STEP_MS
    for (let agent = 0; agent < count; agent++) {
      loop.run(agent, nowMs)
      if (agent % SLICE === 0) await breathe(count + firstPosts + loop.counts.acts)
    }
    if (checkpoint !== undefined && (step + 1) % checkpoint.every === 0) await keep(checkpoint.path, { run: header, step: step + 1 }, journal, world)
  }
  const stepsMs = elapsedMs() - stepsStartedMs
  const { sha256, bytes } = await journal.end()
  const seconds = (elapsedMs() - startedMs) / 1000
  const actions = count + firstPosts + loop.counts.acts
  const actionsHere = from === null ? actions : loop.counts.acts - actsBefore
  onProgress?.(actions, planned)
  return {
    agents: count, steps, recommender, seed, actions, seconds, actionsPerSecond: Math.round(actionsHere / seconds), secondsAStep: stepsMs / 1000 / Math.max(1, steps - (from ?? 0)),
    resumedAtStep: from, journalSha256: sha256, journalBytes: bytes,
    posts: state.posts.author.length, comments: state.comments.author.length, likes: state.postReactions.size, follows: state.followed.size,
  }
}

/** Between two steps. The journal first: a checkpoint names nothing that is not on the disk. */
async function keep(path: string, head: MirrorHead, journal: JournalWriter, world: MirrorWorld): Promise<void> {
  const place = await journal.place()
  await using writer = await CheckpointWriter.create(path, head)
  savePlace(place, sinkUnder(writer, 'journal'))
  saveWorld(world.parts, sinkUnder(writer, 'world'))
  await writer.commit()
}

function stepOf({ run, step }: MirrorHead, wanted: JournalHeader): number {
  if (!isDeepStrictEqual(run, wanted)) {
    throw new ConflictError(`The checkpoint is of another run, ${describe(run)}, and this is to be ${describe(wanted)}. Go on with the same seed and options, or begin anew.`, 'checkpoint-of-another-run')
  }
  return step
}

function describe({ seed, inputs }: JournalHeader): string {
  return `seed ${seed}, ${Object.entries(inputs as Record<string, unknown>).map(([name, value]) => `${name} ${String(value)}`).join(', ')}`
}
