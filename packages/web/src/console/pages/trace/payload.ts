/**
 * Payloads are what was seen and said, kept beside the journal. Their shape belongs to the loop, not to the contract, so
 * nothing here may fail on a shape it does not know: what is recognised is shown in words, all of it can be unfolded.
 */
type Fields = Record<string, unknown>

export interface SeenBrief { kind: string; id: string; postId: string | null; why: string | null }

function fields(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Fields : null
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function counted(count: number, one: string, many: string): string | null {
  return count === 0 ? null : `${count} ${count === 1 ? one : many}`
}

export interface Ask { lead: string | null; label: string; body: unknown }

/** A model's prompt, or what an outside brain was sent. */
export function askIn(payload: unknown): Ask {
  const body = fields(payload)
  if (body === null) return { lead: null, label: 'The question', body: payload ?? undefined }
  const { reply: _answer, attempts: _tries, ...question } = body
  const sent = fields(question.request) ?? (Object.keys(question).length === 1 && 'body' in question ? question.body : question)
  const prompt = fields(sent)
  if (prompt === null || !('messages' in prompt)) return { lead: null, label: 'What was sent', body: prompt !== null && Object.keys(prompt).length === 0 ? undefined : sent ?? undefined }
  const parts = [counted(list(prompt.messages).length, 'message', 'messages'), counted(list(prompt.tools).length, 'tool', 'tools')]
  return { lead: parts.filter((part) => part !== null).join(', ') || null, label: 'The prompt', body: prompt }
}

export interface Answer { text: string | null; calls: string | null; body: unknown; attempts: unknown[] }

export function answerIn(payload: unknown): Answer {
  const body = fields(payload)
  const reply = fields(body?.reply)
  const calls = [...list(reply?.toolCalls).map((call) => fields(call)?.name), ...list(reply?.intents).map((intent) => fields(intent)?.action)]
    .map((name) => text(name)?.replaceAll('_', ' ')).filter((name) => name !== undefined && name !== null)
  return {
    text: text(reply?.text) ?? text(reply?.thought) ?? text(body?.reply),
    calls: calls.length === 0 ? null : `calls ${calls.join(', ')}`,
    body: body?.reply ?? undefined,
    attempts: list(body?.attempts),
  }
}

/** An act's input apart from its words, which are shown to be read. */
export function inputIn(payload: unknown): unknown {
  const input = fields(fields(payload)?.input)
  if (input === null) return undefined
  const { text: _words, ...rest } = input
  return Object.keys(rest).length === 0 ? undefined : rest
}

/** What an act says in words: a post's text, a comment's, a bio. */
export function wordsIn(payload: unknown): string | null {
  return text(fields(fields(payload)?.input)?.text)
}

/** One thing a look brought up: texts are not copied into the journal, only which it was and why it was shown. */
export interface Seen { id: string; comments: number; why: string | null }

export function sawIn(payload: unknown): Seen[] {
  return list(fields(payload)?.saw).flatMap((each): Seen[] => {
    const [id, comments, why] = list(each)
    return typeof id === 'string' ? [{ id, comments: typeof comments === 'number' ? comments : 0, why: text(why) }] : []
  })
}

export function noticesIn(payload: unknown): SeenBrief[] {
  return list(fields(payload)?.notices).flatMap((each): SeenBrief[] => {
    const notice = fields(each)
    return typeof notice?.id === 'string' ? [{ id: notice.id, kind: text(notice.kind) ?? 'item', postId: text(notice.postId), why: text(notice.why) }] : []
  })
}
