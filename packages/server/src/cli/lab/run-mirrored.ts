/** `troupe simulate --workload mirror`: the workload that simulators are measured by, through the whole loop. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { existsSync } from 'node:fs'
import { recommenderSchema } from '@troupe/contract'
import { ConflictError, InvalidError, MissingError } from '../../base/errors.ts'
import { runMirror, type MirrorResult } from '../../runtime/simulation/mirror/run-mirror.ts'
import { warmUp } from '../../runtime/simulation/mirror/warm-up.ts'
import { WritingThread } from '../../store/journal-file/writing-thread.ts'
import type { Given } from '../command.ts'
import type { Terminal } from '../terminal.ts'
import { isSet, oneOf, text, whole } from './options.ts'
import { stoppable } from './stoppable.ts'

const AGENTS = 10_000
const STEPS = 5
const AGENTS_MOST = 10_000_000
const TAKEN = ['workload', 'agents', 'steps', 'recommender', 'seed', 'out', 'resume', 'json']

export async function runMirrored(given: Given, terminal: Terminal): Promise<number> {
  const others = Object.keys(given.values).filter((name) => !TAKEN.includes(name))
  if (others.length > 0) throw new InvalidError(`--workload mirror is a fixed mix: leave out ${others.map((name) => `--${name}`).join(', ')}.`)
  const agents = whole(given, 'agents', 1, AGENTS_MOST) ?? AGENTS
  const steps = whole(given, 'steps', 1, 10_000) ?? STEPS
  const recommender = oneOf(given, 'recommender', recommenderSchema.options) ?? 'random'
  const seed = text(given, 'seed') ?? 'troupe'
  const resume = isSet(given, 'resume')
  const out = text(given, 'out')
  if (resume && out === undefined) throw new InvalidError('--resume needs --out: the folder of the run to carry on.')
  await using folder = await folderOf(out, resume)
  const checkpointPath = join(folder.path, 'mirror.checkpoint')
  const elapsedMs = (): number => performance.now()
  await using thread = new WritingThread()
  const warmUpSeconds = await warmUp(recommender, elapsedMs, thread)
  const result = await runMirror({
    agents, steps, recommender, seed, journalPath: join(folder.path, 'journal.troupe'), thread, elapsedMs,
    // Nobody carries on a run that is thrown away.
    ...(out === undefined ? {} : { checkpoint: { path: checkpointPath, every: 1, resume: resume && existsSync(checkpointPath) } }),
    signal: stoppable(terminal, out === undefined ? 'it was to be thrown away anyway.' : `carry it on with --resume --out ${out} and the same options.`),
    onProgress: (done, of) => terminal.progress(`${done.toLocaleString('en')} of ${of.toLocaleString('en')} actions · ${Math.round(process.memoryUsage.rss() / 1e6)} MB`, Math.min(1, done / of)),
  })
  const peakRssBytes = process.resourceUsage().maxRSS * 1024
  const run = { ...result, peakRssBytes, warmUpSeconds, processSeconds: elapsedMs() / 1000 }
  if (isSet(given, 'json')) terminal.out(JSON.stringify(run))
  else tell(run, terminal)
  return 0
}

async function folderOf(out: string | undefined, resume: boolean): Promise<AsyncDisposable & { path: string }> {
  if (out === undefined) {
    const path = await mkdtemp(join(tmpdir(), 'troupe-mirror-'))
    return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
  }
  const isThere = existsSync(join(out, 'journal.troupe'))
  if (resume && !isThere) throw new MissingError('run in', out)
  if (!resume && isThere) throw new ConflictError(`${out} holds a run already. Carry it on with --resume, or name another folder.`, 'run-folder-taken')
  await mkdir(out, { recursive: true })
  return { path: out, [Symbol.asyncDispose]: async () => {} }
}

/** What the run itself took, and what was done before its clock was started. */
interface WholeRun extends MirrorResult {
  readonly peakRssBytes: number
  readonly warmUpSeconds: number
  readonly processSeconds: number
}

function tell({ actions, seconds, actionsPerSecond, secondsAStep, journalBytes, journalSha256, peakRssBytes, warmUpSeconds, processSeconds }: WholeRun, terminal: Terminal): void {
  const number = (value: number): string => value.toLocaleString('en')
  terminal.out([
    `${number(actions)} actions in ${seconds.toFixed(2)} s: ${number(actionsPerSecond)} a second, ${secondsAStep.toFixed(2)} s a step, ${Math.round(peakRssBytes / 1e6)} MB at the most.`,
    `before that ${warmUpSeconds.toFixed(2)} s of warming up; the whole command ${processSeconds.toFixed(2)} s.`,
    `journal ${number(journalBytes)} bytes, SHA-256 ${journalSha256}`,
  ].join('\n'))
}
