/**
 * Payloads are what was seen and said, kept beside the journal. Their shape belongs to the loop, not to the contract, so
 * nothing here may fail on a shape it does not know: what is recognised is shown in words, all of it can be unfolded.
 */
type Fields = Record<string, unknown>

export interface SeenBrief { kind: string; id: string; postId: string | null }

function fields(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Fields : null
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

/** "Saw 3 notices and 5 trends". */
export function looksIn(payload: unknown): string | null {
  const body = fields(payload)
  const seen = fields(body?.observation) ?? body
  if (seen === null) return null
  const parts = [
    counted(list(seen.notices).length, 'notice', 'notices'),
    counted(list(seen.items).length, 'item', 'items'),
    counted(list(seen.trends).length, 'trend', 'trends'),
  ].filter((part) => part !== null)
  if (parts.length === 0) return 'notices' in seen || 'items' in seen ? 'Saw nothing new' : null
  return `Saw ${parts.join(' and ')}`
}

function counted(count: number, one: string, many: string): string | null {
  return count === 0 ? null : `${count} ${count === 1 ? one : many}`
}

export interface Ask { purpose: string | null; lead: string | null; label: string; body: unknown }

export function askIn(payload: unknown): Ask {
  const body = fields(payload)
  const request = fields(body?.request) ?? fields(body?.prompt) ?? fields(body?.ask)
  const found = request ?? (body !== null && ('messages' in body || 'instructions' in body) ? body : null)
  if (found === null) {
    // Without a part called request, everything there is stands under the question.
    const only = body?.reply === undefined && body?.response === undefined ? payload ?? undefined : body?.request ?? body?.prompt
    return { purpose: text(body?.purpose), lead: null, label: 'The question', body: only }
  }
  const tools = list(found.tools).length
  const parts = [counted(list(found.messages).length, 'message', 'messages'), counted(tools, 'tool offered', 'tools offered')]
  return { purpose: text(found.purpose), lead: parts.filter((part) => part !== null).join(', ') || null, label: 'The prompt', body: found }
}

export interface Answer { generator: string | null; text: string | null; calls: string | null; body: unknown }

export function answerIn(payload: unknown): Answer {
  const body = fields(payload)
  const whole = body?.reply ?? body?.response
  const reply = fields(whole)
  const calls = list(reply?.toolCalls).map((call) => text(fields(call)?.name)?.replaceAll('_', ' ')).filter((name) => name !== undefined && name !== null)
  return {
    generator: text(reply?.generator), text: text(reply?.text) ?? text(whole) ?? text(reply?.message),
    calls: calls.length === 0 ? null : `calls ${calls.join(', ')}`, body: whole ?? undefined,
  }
}

export function inputIn(payload: unknown): unknown {
  const body = fields(payload)
  if (body === null) return payload ?? undefined
  const input = body.input ?? fields(body.intent)?.input
  if (input !== undefined) return fields(input) !== null && Object.keys(input as Fields).length === 0 ? undefined : input
  return 'items' in body || 'note' in body || 'result' in body ? undefined : body
}

/** What an act says in words: a post's text, a comment's, a bio. */
export function wordsIn(payload: unknown): string | null {
  const body = fields(payload)
  const input = fields(body?.input) ?? fields(fields(body?.intent)?.input) ?? body
  return text(input?.text) ?? text(input?.body) ?? text(input?.bio) ?? text(input?.content)
}

export function itemsIn(payload: unknown): SeenBrief[] | undefined {
  const body = fields(payload)
  const raw = body?.items ?? fields(body?.result)?.items ?? fields(body?.observation)?.notices ?? body?.notices
  if (!Array.isArray(raw) || raw.length === 0) return undefined
  return raw.flatMap((each: unknown): SeenBrief[] => {
    const item = fields(each)
    if (item === null || typeof item.id !== 'string') return []
    const seen = { ...item, kind: text(item.kind) ?? 'item', id: item.id, postId: text(item.postId) }
    return [seen, ...(itemsIn({ items: item.comments }) ?? [])]
  })
}

export function notesIn(payload: unknown): string | null {
  const body = fields(payload)
  return text(body?.note) ?? text(fields(body?.result)?.note)
}

/** The last thought of a turn, where the brain left one. */
export function restIn(payload: unknown): string | null {
  return text(fields(payload)?.thought) ?? text(payload)
}
