/** What is worth remembering of an act (SPEC B6): what one said and to whom, whom one likes, follows and no longer hears. */
import type { Action, Intent } from '../agent/action.ts'
import type { AgentView, Fate } from '../agent/brain.ts'
import type { SeenItem } from '../agent/seen-item.ts'
import { speakerOf } from '../agent/prompt.ts'
import type { Turn } from '../agent/turn.ts'
import { sympathy } from '../llm/rehearsal/compose.ts'

/** A memory is a line, not a copy. */
const MEMORY_LONGEST = 280

export function remember(turn: Turn, intent: Intent, result: Fate, action: Action | undefined, nowMs: number): void {
  if (result.kind !== 'done' || action === undefined || action.effect === 'read') return
  const text = action.words === null ? '' : String(intent.input[action.words.field] ?? '')
  switch (action.words?.form ?? action.name) {
    case 'post':
    case 'caption':
      return keep(turn, 'said', null, text, nowMs)
    case 'quote':
    case 'reply': {
      const answered = inFrontOf(turn, typeof intent.input['replyTo'] === 'string' ? intent.input['replyTo'] : intent.target)
      return keep(turn, 'replied', answered, answered === null ? text : `${text} (to: ${answered.text})`, nowMs)
    }
    case 'follow':
      return keep(turn, 'followed', inFrontOf(turn, intent.target), '', nowMs)
    case 'mute':
      return keep(turn, 'muted', inFrontOf(turn, intent.target), '', nowMs)
    case 'like_post':
    case 'like_comment': {
      const liked = inFrontOf(turn, intent.target)
      return keep(turn, 'liked', liked, liked?.text ?? '', nowMs)
    }
  }
}

function keep(turn: Turn, kind: Turn['memories'][number]['kind'], about: SeenItem | null, text: string, atMs: number): void {
  turn.memories.push({
    kind, aboutId: about?.authorId ?? null, aboutName: about?.authorUsername ?? null, atMs,
    text: memoryLine(text),
  })
}

export function memoryLine(text: string): string {
  return text.length > MEMORY_LONGEST ? `${text.slice(0, MEMORY_LONGEST - 1)}…` : text
}

/**
 * What was addressed to the agent: as contradiction or agreement where its own views on the subject say so, else merely
 * as something it read.
 */
export function rememberNotices(turn: Turn): void {
  for (const notice of turn.observation?.notices ?? []) {
    if (notice.kind === 'comment') keep(turn, heardAs(turn.agent, notice.text), notice, notice.text, notice.atMs)
  }
}

export function heardAs(agent: AgentView, text: string): 'contradicted' | 'agreed' | 'read' {
  const speaker = speakerOf(agent)
  const stance = speaker === null ? 0 : sympathy(speaker, text)
  return stance < 0 ? 'contradicted' : stance > 0 ? 'agreed' : 'read'
}

/** The item an id names, or one by the author it names, among all that is in front of the agent. */
export function inFrontOf(turn: Turn, id: string | null): SeenItem | null {
  if (id === null) return null
  for (const items of [turn.observation?.notices ?? [], shownIn(turn)]) {
    const found = search(items, id)
    if (found !== null) return found
  }
  return null
}

/** The newest look first. A turn that was gone on with elsewhere has only what its brain kept in its notes, and its last step's results. */
function shownIn(turn: Turn): readonly SeenItem[] {
  const kept = turn.notes['posts']
  const results = turn.acted.flatMap(({ result }) => result.kind === 'done' ? result.items : [])
  return [...turn.looks.toReversed().flat(), ...(Array.isArray(kept) ? kept as SeenItem[] : []), ...results]
}

function search(items: readonly SeenItem[], id: string): SeenItem | null {
  for (const item of items) {
    if (item.id === id || item.authorId === id) return item
    const below = search(item.comments, id)
    if (below !== null) return below
  }
  return null
}
