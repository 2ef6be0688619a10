/** What a world's columns do not keep and its journal does: every act with its moment, what was shown, how follows came and went. */
import { Growing } from '../../base/growing.ts'
import { JournalReader } from '../../store/journal-file/journal-reader.ts'
import { NODES_MOST } from '../graphs/edge-list.ts'
import type { TieColumns, WorldRecord } from '../measures/world-record.ts'
import type { Deed } from '../interventions/intervention.ts'
import type { RunFolder } from './run-folder.ts'
import { ShownSample } from './shown-sample.ts'

export type History = Required<Pick<WorldRecord, 'eachAct' | 'shown' | 'ties'>>

/** Up to a time, in one reading. `named`: who bears a username, as interventions call them. */
export async function historyOf(folder: RunFolder, untilMs: number, named: (username: string) => number | null): Promise<History> {
  const members = new Growing(Int32Array)
  const times = new Growing(Float64Array)
  const agents = new Growing(Int32Array)
  const shown = new ShownSample()
  const ties = new Ties()
  await using reader = await JournalReader.open(folder.journalPath)
  let turn = -1
  let atMs = 0
  for await (const record of reader.records()) {
    switch (record.kind) {
      case 'turn':
        turn = agents.push(record.agent)
        atMs = record.atMs
        break
      case 'resumed':
        ({ turn, atMs } = record)
        break
      case 'edge':
        ties.add(record.from, record.to, record.atMs, true)
        break
      case 'intervention':
        if (record.atMs <= untilMs) ties.intervened(JSON.parse(record.deed) as { kind: string }, record.atMs, named)
        break
      case 'looked':
      case 'acted': {
        if (record.kind === 'acted' && record.result !== 'done') break
        const member = agents.data[turn] as number
        members.push(member)
        times.push(atMs)
        if (record.kind === 'looked') {
          if (record.action === 'refresh_feed') shown.refreshed(member, atMs, record.posts)
        } else if (record.action === 'follow' || record.action === 'unfollow') {
          ties.add(member, record.target as number, atMs, record.action === 'follow')
        }
      }
    }
    if (record.kind === 'turn' && record.atMs > untilMs) break
  }
  return {
    eachAct: (visit) => {
      for (let act = 0; act < members.length; act++) visit(members.data[act] as number, times.data[act] as number)
    },
    shown: shown.columns(),
    ties: ties.columns(),
  }
}

class Ties {
  readonly #from = new Growing(Int32Array)
  readonly #to = new Growing(Int32Array)
  readonly #atMs = new Growing(Float64Array)
  readonly #drawn = new Growing(Uint8Array)
  /** An experimenter may draw what is there; agents are refused that. */
  readonly #standing = new Set<number>()

  add(from: number, to: number, atMs: number, drawn: boolean): void {
    const tie = from * NODES_MOST + to
    if (from === to || this.#standing.has(tie) === drawn) return
    if (drawn) this.#standing.add(tie)
    else this.#standing.delete(tie)
    this.#from.push(from)
    this.#to.push(to)
    this.#atMs.push(atMs)
    this.#drawn.push(drawn ? 1 : 0)
  }

  intervened(written: { readonly kind: string }, atMs: number, named: (username: string) => number | null): void {
    const deed = written as Extract<Deed, { kind: 'edges' | 'follow' | 'unfollow' }>
    const tie = (from: string, to: string, drawn: boolean): void => {
      const [one, other] = [named(from), named(to)]
      if (one !== null && other !== null) this.add(one, other, atMs, drawn)
    }
    switch (deed.kind) {
      case 'follow':
      case 'unfollow':
        tie(deed.from, deed.to, deed.kind === 'follow')
        break
      case 'edges':
        for (const [from, to] of deed.add) tie(from, to, true)
        for (const [from, to] of deed.remove) tie(from, to, false)
    }
  }

  columns(): TieColumns {
    return { count: this.#from.length, from: this.#from.view(), to: this.#to.view(), atMs: this.#atMs.view(), drawn: this.#drawn.view() }
  }
}
