/** What `troupe fork` does: makes the branch and runs it to its end. */
import { basename } from 'node:path'
import { recommenderSchema } from '@troupe/contract'
import { InvalidError } from '../../base/errors.ts'
import { turnThatMade } from '../../lab/runs/journal-look-up.ts'
import type { ForkPoint } from '../../lab/runs/run-inputs.ts'
import { RunFolder } from '../../lab/runs/run-folder.ts'
import type { RunRecord } from '../../lab/runs/run-record.ts'
import type { Given } from '../command.ts'
import type { Terminal } from '../terminal.ts'
import { laboratory } from './laboratory.ts'
import { duration, isSet, momentOption, onlyRun, oneOf, readText, text, texts, whole } from './options.ts'
import { carryOn, tellEnd } from './run-simulate.ts'

export async function runFork(given: Given, terminal: Terminal, help: string): Promise<number> {
  const path = onlyRun(given, help)
  const out = text(given, 'out')
  if (out === undefined) throw new InvalidError('--out is missing: the folder of the branch.')
  const lab = await laboratory(process.env)
  const parent = await RunFolder.at(path)
  const record = await parent.record()
  const changesFile = text(given, 'changes')
  const longMs = duration(given, 'hours')
  const folder = await lab.fork(parent, out, {
    name: text(given, 'name') ?? basename(out),
    point: await pointOf(given, parent, record),
    seed: text(given, 'seed') ?? null,
    changes: changesFile === undefined ? changesOf(given) : await readChanges(changesFile, given),
    ...(changesFile === undefined ? {} : { changesFile }),
    ...(longMs === undefined ? {} : { untilMs: record.inputs.fromMs + longMs }),
  })
  tellEnd(folder, await carryOn(lab, folder, terminal), isSet(given, 'json'), terminal)
  return 0
}

async function pointOf(given: Given, parent: RunFolder, record: RunRecord): Promise<ForkPoint> {
  const said = ['at', 'turn', 'post'].filter((name) => given.values[name] !== undefined)
  if (said.length !== 1) throw new InvalidError(said.length === 0 ? 'Say where it branches: --at, --turn or --post.' : `Say once where it branches: keep one of ${said.map((name) => `--${name}`).join(', ')}.`)
  const atMs = momentOption(given, 'at', record.inputs.fromMs)
  if (atMs !== undefined) return { kind: 'time', atMs }
  const turn = whole(given, 'turn', 0, Number.MAX_SAFE_INTEGER)
  if (turn !== undefined) return { kind: 'turn', turn }
  const id = text(given, 'post') ?? ''
  const post = /^p(\d{1,9})$/.exec(id)?.[1]
  if (post === undefined) throw new InvalidError(`--post takes a post's id such as p17, not "${id}".`)
  return { kind: 'turn', turn: await turnThatMade(parent, Number(post)) }
}

/** The options as a timeline would write them; null for none. JSON is YAML. */
function changesOf(given: Given): string | null {
  const deeds: object[] = []
  const recommender = oneOf(given, 'recommender', recommenderSchema.options)
  if (recommender !== undefined) deeds.push({ recommender })
  const banned = texts(given, 'ban')
  if (banned.length > 0) deeds.push({ ban: banned })
  for (const said of texts(given, 'say')) {
    const [, as, words] = /^\s*@?([^\s:]+)\s*:\s*(.+)$/s.exec(said) ?? []
    if (as === undefined || words === undefined) throw new InvalidError(`--say takes a name and words, as in "ada: The bridge is closed.", not "${said}".`)
    deeds.push({ post: { as, text: words } })
  }
  const add = texts(given, 'follow').map((pair) => pairOf('follow', pair))
  const remove = texts(given, 'unfollow').map((pair) => pairOf('unfollow', pair))
  if (add.length + remove.length > 0) deeds.push({ edges: { add, remove } })
  return deeds.length === 0 ? null : JSON.stringify({ interventions: [{ at: 'start', do: deeds }] })
}

function pairOf(name: string, written: string): [string, string] {
  const [, from, to] = /^\s*@?([^\s>]+)\s*>\s*@?(\S+)\s*$/.exec(written) ?? []
  if (from === undefined || to === undefined) throw new InvalidError(`--${name} takes two names, as in "ada > bob", not "${written}".`)
  return [from, to]
}

async function readChanges(path: string, given: Given): Promise<string> {
  const others = ['recommender', 'ban', 'say', 'follow', 'unfollow'].filter((name) => given.values[name] !== undefined)
  if (others.length > 0) throw new InvalidError(`--changes says all that changes: write ${others.map((name) => `--${name}`).join(', ')} into the file.`)
  return readText(path)
}
