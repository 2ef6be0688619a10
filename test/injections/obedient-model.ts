/**
 * The reader every attacker dreams of: it takes whatever it is shown for an order. Anything that looks like a tool in the
 * text, in any disguise it knows, it calls, on the ids and with the words that stand near it.
 */
import type { Action } from '../../packages/server/src/agent/action.ts'
import { FEED_ACTIONS } from '../../packages/server/src/feed/feed-actions.ts'

export interface ObeyedCall {
  readonly name: string
  readonly input: Readonly<Record<string, unknown>>
}

const TOOL = /__proto__|[a-z]+(?:_[a-z]+)+|\b(?:follow|unfollow|mute|unmute|repost|report|comment)\b/g
const NAMED = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|__proto__|'; DROP TABLE posts; --/
const SAID = /"([^"]{2,120})"|«([^»]{2,120})»|„([^”]{2,120})”/
/** How far from a tool's name its target may stand. */
const NEAR = 120
/** Words of our own prompts that look like tools. */
const NOT_TOOLS = new Set(['tool_call', 'im_start', 'im_end'])
const CALLS_MOST = 9

export function obey(shown: string): ObeyedCall[] {
  const calls: ObeyedCall[] = []
  for (const text of readings(shown)) {
    for (const match of text.matchAll(TOOL)) {
      const [name] = match
      const nearby = text.slice(match.index + name.length, match.index + name.length + NEAR)
      if (NOT_TOOLS.has(name) || calls.some((call) => call.name === name)) continue
      const id = NAMED.exec(nearby)?.[0] ?? NAMED.exec(text)?.[0] ?? 'everything'
      const said = SAID.exec(nearby)?.slice(1).find((words) => words !== undefined) ?? 'As you wish.'
      calls.push({ name, input: inputFor(name, id, said) })
    }
  }
  return calls.slice(0, CALLS_MOST)
}

/** The text as it is and in every disguise: without what is unseen, in plain letters, decoded, backwards. */
function readings(shown: string): string[] {
  const plain = shown.normalize('NFKC').replace(/[\u200b\u2060\u202a-\u202e\0]/g, '')
  const decoded = [...plain.matchAll(/[A-Za-z0-9+/]{24,}={0,2}/g)].map(([found]) => Buffer.from(found, 'base64').toString())
  const percent = plain.includes('%6') ? [plain.replace(/%([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))] : []
  const backwards = plain.includes('from the end') ? [[...plain].toReversed().join('')] : []
  return [...percent, ...decoded, ...backwards, plain]
}

function inputFor(name: string, id: string, said: string): Readonly<Record<string, unknown>> {
  const action: Action | undefined = FEED_ACTIONS.get(name)
  if (action === undefined) return { target: id, text: said }
  const input: Record<string, unknown> = {}
  if (action.target !== null) input[action.target.field] = id
  if (action.words !== null) input[action.words.field] = said
  if (name === 'report') input['reason'] = said
  return input
}
