/**
 * Old memories drawn together (SPEC B6): what an agent did over a stretch of time, in a few counted sentences, so that it
 * keeps whom it quarrelled with and whom it likes when the words themselves are forgotten. Counted, not invented: no model.
 */
import type { Recollection } from '../llm/rehearsal/brief.ts'
import type { MemoryDraft } from './turn.ts'

const DAY = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' })
/** People named in one summary. */
const NAMED = 3

/** One memory for many; `memories` in any order, at least one. Earlier summaries among them are carried on in words. */
export function summarise(memories: readonly Recollection[]): MemoryDraft {
  const times = memories.map((memory) => memory.atMs)
  const from = DAY.format(Math.min(...times))
  const to = DAY.format(Math.max(...times))
  const count = (kind: Recollection['kind']): number => memories.filter((memory) => memory.kind === kind).length
  const sentences = [
    counted(count('said'), 'post'),
    often(memories, ['replied', 'contradicted'], 'talked most with'),
    often(memories, ['liked', 'agreed'], 'liked what came from'),
    often(memories, ['followed'], 'followed'),
    often(memories, ['muted'], 'muted'),
  ].filter((sentence) => sentence !== '')
  const earlier = memories.filter((memory) => memory.kind === 'summary').map((memory) => memory.text)
  const span = from === to ? from : `${from} to ${to}`
  return {
    kind: 'summary', aboutId: null, aboutName: null, atMs: Math.max(...times),
    text: [`${span}: ${sentences.join('; ') || 'looked around'}.`, ...earlier.slice(0, 1)].join(' ').slice(0, 600),
  }
}

function counted(n: number, noun: string): string {
  return n === 0 ? '' : `wrote ${n} ${noun}${n === 1 ? '' : 's'}`
}

function often(memories: readonly Recollection[], kinds: readonly Recollection['kind'][], verb: string): string {
  const times = new Map<string, number>()
  for (const { kind, aboutName } of memories) if (aboutName !== null && kinds.includes(kind)) times.set(aboutName, (times.get(aboutName) ?? 0) + 1)
  const most = [...times].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, NAMED)
  return most.length === 0 ? '' : `${verb} ${most.map(([name, n]) => `@${name}${n > 1 ? ` (${n} times)` : ''}`).join(', ')}`
}
