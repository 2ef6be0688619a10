/**
 * Acting: which offered tools to call, on what, saying what. Generic: a tool's inputs are understood from the names of its
 * schema's properties, its leaning (for, against, away) from its own name. Targets come only from the items in view.
 */
import type { JSONSchema7 } from '@ai-sdk/provider'
import { seeded, type Random } from '../../base/random.ts'
import type { Message, ToolCall, ToolOffer } from '../model-port.ts'
import type { HeardText, Recollection } from './brief.ts'
import { composeText, hasView, LONGEST, sympathy } from './compose.ts'
import type { Telling } from './telling.ts'
import { fitsGroup, isForGroup, newGroupFor } from './act-on-groups.ts'
import { fillSchema } from './fill-schema.ts'

export interface Acting {
  readonly telling: Telling
  readonly weights: Readonly<Record<string, number>>
  readonly items: readonly HeardText[]
  readonly left: number
  readonly tools: readonly ToolOffer[]
  readonly messages: readonly Message[]
}

/** A waking brings several acts but seldom a post: weights are shares of a day's acts. */
const POSTING = 0.25
/** How much likelier it is to look round than to speak, for one who has seen nothing yet. */
const LOOKING_FIRST = 400
/** Calls in one reply at most. */
const CALLS_MOST = 3
/** Acts and texts a waking; seldom more. */
const WRITES_MOST = 3
const TEXTS_MOST = 2
const MORE_SHARE = 0.1

export function act(acting: Acting): { readonly text: string; readonly toolCalls: readonly ToolCall[] } {
  const { telling, tools, messages, left } = acting
  const random = seeded(`${telling.key}/${telling.ordinal}/${telling.speaker.id}/act`)
  const before = messages.flatMap((message) => (message.role === 'assistant' ? message.toolCalls : []))
  // The more was done, the likelier it was enough: three acts a waking on average.
  const enough = before.length > 0 && random.chance(before.length / (before.length + 3))
  if (tools.length === 0 || left <= 0 || enough || before.some((call) => call.name === 'do_nothing')) return { text: thought(telling), toolCalls: [] }
  const wanted = Math.min(left, CALLS_MOST, random.chance(0.6) ? 1 : random.chance(0.7) ? 2 : 3)
  const calls: ToolCall[] = []
  const seen = new Set(before.flatMap(signs))
  const most = random.chance(MORE_SHARE) ? Number.POSITIVE_INFINITY : WRITES_MOST
  for (let i = 0; i < wanted; i++) {
    const done = [...before, ...calls]
    if (done.filter((call) => !isRead(call.name)).length >= most) break
    // Words are spent: a like may follow.
    if (done.filter((call) => hasText(call)).length >= TEXTS_MOST) seen.add(SPOKEN)
    const call = choose(acting, { index: calls.length, done: before.length, texts: calls.filter(hasText).length }, random, seen)
    if (call === null) break
    calls.push(call)
    for (const one of signs(call)) seen.add(one)
    // What a read brings is only known in the next step.
    if (call.name === 'do_nothing' || isRead(call.name)) break
  }
  return calls.length === 0 ? { text: thought(telling), toolCalls: [] } : { text: '', toolCalls: calls }
}

function thought(telling: Telling): string {
  return composeText(telling, { kind: 'thought' })
}

/** Marks that a text was answered, that a post was made, that enough was said. */
const ANSWERED = 'answered'
const POSTED = 'posted'
const SPOKEN = 'spoken'

/** What a call makes unwanted for the rest of the waking: itself on the same target, a second answer to a text, a second post. */
function signs(call: { readonly name: string; readonly input: unknown }): string[] {
  const input = inputOf(call)
  const ids = Object.entries(input).filter(([, value]) => typeof value === 'string')
  const target = ids.find(([name]) => name.endsWith('Id'))?.[1] as string | undefined
  const made = [`${call.name}:${target ?? ''}`]
  if (!hasText(call)) return made
  if (isPosting(call.name)) made.push(POSTED)
  const answered = ids.find(([name]) => /^(?:replyTo|parent|inReplyTo)/i.test(name))?.[1] ?? target
  if (typeof answered === 'string') made.push(`${ANSWERED}:${answered}`)
  return made
}

function inputOf(call: { readonly input: unknown }): Record<string, unknown> {
  return typeof call.input === 'object' && call.input !== null ? (call.input as Record<string, unknown>) : {}
}

const TEXT = /^(?:text|content|body|message|caption)$/i

function hasText(call: { readonly name: string; readonly input: unknown }): boolean {
  return !isRead(call.name) && Object.keys(inputOf(call)).some((name) => TEXT.test(name))
}

function saysText(tool: ToolOffer): boolean {
  return !isRead(tool.name) && Object.keys(tool.inputSchema.properties ?? {}).some((name) => TEXT.test(name))
}

function isPosting(name: string): boolean {
  return /^(?:create|make|write|quote)_post|^post_to/.test(name)
}

function isRead(name: string): boolean {
  return /^(?:refresh|view|search|find|read|list|get)/.test(name)
}

/** What was done: calls and texts of this reply, and calls of the steps before it. */
interface SoFar {
  readonly index: number
  readonly texts: number
  readonly done: number
}

/** Draws a tool, then looks for a target; what has none gives way to other acts on what is in view, never to one more post. */
function choose(acting: Acting, so: SoFar, random: Random, seen: ReadonlySet<string>): ToolCall | null {
  const { index, done } = so
  const { weights, items } = acting
  const named = acting.tools.some((tool) => weights[tool.name] !== undefined)
  const weight = (tool: ToolOffer): number => {
    const base = (named ? weights[tool.name] ?? 0 : 1) * (/^(?:create|make|write)_post/.test(tool.name) ? POSTING : 1)
    if (seen.has(`${tool.name}:`) || (seen.has(POSTED) && isPosting(tool.name)) || (seen.has(SPOKEN) && saysText(tool))) return 0
    // With nothing in view one looks round first.
    return items.length === 0 && done === 0 && isRead(tool.name) ? base * LOOKING_FIRST : base
  }
  let tools = [...acting.tools]
  for (;;) {
    const tool = random.weighted(tools, weight)
    if (tool === null) return null
    const target = targetFor(tool, acting, random, seen)
    if (target !== 'none') return { id: `${tool.name}-${done + index}`, name: tool.name, input: inputFor(tool, target, acting, so, random) }
    tools = tools.filter((other) => other !== tool && (isRead(other.name) || (other.inputSchema.required ?? []).some((name: string) => name.endsWith('Id'))))
  }
}

type Leaning = 'for' | 'against' | 'any'

function leaningOf(name: string): Leaning {
  if (/^(?:dislike|mute|report|block)/.test(name)) return 'against'
  return /^(?:like|follow|repost|boost|upvote)/.test(name) ? 'for' : 'any'
}

/** Kinds of memory that make taking something back possible. */
function takesBack(name: string): Recollection['kind'] | null {
  if (/^(?:unlike|undo_like)/.test(name)) return 'liked'
  if (name.startsWith('unfollow')) return 'followed'
  return name.startsWith('unmute') ? 'muted' : null
}

/** The item a tool would be used on: null where it needs none, 'none' where it needs one and none fits. */
function targetFor(tool: ToolOffer, acting: Acting, random: Random, seen: ReadonlySet<string>): HeardText | null | 'none' {
  const names: readonly string[] = tool.inputSchema.required ?? Object.keys(tool.inputSchema.properties ?? {})
  const wants = names.filter((name) => name.endsWith('Id'))
  if (wants.length === 0) return null
  const { telling, items } = acting
  const { speaker, memory } = telling
  const onProfile = wants.some((name) => /profile|user|person|account|member/i.test(name))
  const onComment = wants.some((name) => /comment/i.test(name))
  const back = takesBack(tool.name)
  if (tool.name.startsWith('undo_dislike')) return 'none'
  if (isForGroup(wants)) {
    const groups = items.filter((item) => fitsGroup(tool.name, item) && (tool.name !== 'post_to_group' || hasView(speaker, item.text)) && !seen.has(`${tool.name}:${item.id}`))
    return groups.length === 0 ? 'none' : random.pick(groups)
  }
  const leaning = leaningOf(tool.name)
  const looking = isRead(tool.name)
  const fits = items.filter((item) => {
    if (item.kind === 'group') return false
    if (item.authorId === speaker.id && !looking && !tool.name.endsWith('comment')) return false
    if (!onProfile && onComment !== (item.kind === 'comment') && !(tool.name === 'comment')) return false
    const id = onProfile ? item.authorId : item.id
    if (seen.has(`${tool.name}:${id}`) || (saysText(tool) && seen.has(`${ANSWERED}:${id}`))) return false
    // A comment is answered under its post, so that has to be in view too.
    if (tool.name === 'comment' && item.kind === 'comment' && !items.some((other) => other.id === item.postId)) return false
    return back === null || memory.some((one) => one.kind === back && one.aboutId === id)
  })
  if (fits.length === 0) return 'none'
  return random.weighted(fits, (item) => liking(item, acting, leaning)) ?? 'none'
}

function liking(item: HeardText, acting: Acting, leaning: Leaning): number {
  const { telling } = acting
  const felt = sympathy(telling.speaker, item.text)
  const quarrel = telling.memory.some((one) => one.kind === 'contradicted' && one.aboutId === item.authorId)
  if (leaning === 'for') return (felt > 0 ? 4 : felt < 0 ? 0.2 : 1) * (quarrel ? 0.4 : 1)
  if (leaning === 'against') return (felt < 0 ? 4 : felt > 0 ? 0.2 : 0.8) * (quarrel ? 3 : 1)
  const addressed = item.text.toLowerCase().includes(`@${telling.speaker.username.toLowerCase()}`)
  return (felt === 0 ? 1 : 2) * (addressed ? 6 : 1) * (quarrel ? 1.6 : 1) * (item.authorId === telling.speaker.id ? 0.1 : 1)
}

function inputFor(tool: ToolOffer, target: HeardText | null, acting: Acting, { index, texts }: SoFar, random: Random): unknown {
  // The ordinal only rises once a text was performed: texts of one reply go on from each other.
  const group = tool.name === 'create_group' ? newGroupFor(acting.telling.speaker, random) : null
  const telling = { ...acting.telling, key: `${acting.telling.key}/${index}`, ordinal: acting.telling.ordinal + texts }
  const known = (name: string, schema: JSONSchema7): unknown => {
    const longest = schema.maxLength
    if (group !== null && (name === 'name' || name === 'description')) return group[name]
    if (tool.name === 'view_groups') return undefined
    if (/^(?:replyTo|parent|inReplyTo)/i.test(name)) return target?.kind === 'comment' ? target.id : undefined
    if (name.endsWith('Id') && target !== null) {
      if (/profile|user|person|account|member/i.test(name)) return target.authorId
      return /comment/i.test(name) ? target.id : target.kind === 'comment' ? target.postId ?? target.id : target.id
    }
    if (/^(?:username|handle)$/i.test(name)) return target?.authorUsername
    if (/^(?:text|content|body|message|bio|caption)$/i.test(name)) return textFor(tool.name, target, acting, telling, longest)
    if (/^title$/i.test(name)) return random.chance(0.06) ? composeText(telling, { kind: 'title' }, longest ?? LONGEST.title) : undefined
    if (/^prompt$/i.test(name)) return random.pick(acting.telling.speaker.interests.length > 0 ? acting.telling.speaker.interests : ['a quiet afternoon']).slice(0, longest ?? LONGEST.query)
    if (/query|search|^q$|term/i.test(name)) return composeText(telling, { kind: 'query' }, longest ?? LONGEST.query)
    if (/reason|why|note/i.test(name)) return tool.name === 'do_nothing' ? thought(telling) : composeText(telling, { kind: 'reason' }, longest ?? LONGEST.reason)
    return undefined
  }
  return fillSchema(tool.inputSchema, known, random)
}

function textFor(tool: string, target: HeardText | null, acting: Acting, telling: Telling, longest: number | undefined): string {
  if (/bio/.test(tool)) return composeText(telling, { kind: 'bio' }, longest ?? LONGEST.bio)
  if (target?.kind === 'group') return composeText(telling, { kind: 'post', on: target.text }, longest ?? LONGEST.post)
  if (target === null) return composeText(telling, { kind: 'post' }, longest ?? LONGEST.post)
  if (/quote/.test(tool)) return composeText(telling, { kind: 'quote', of: target }, longest ?? LONGEST.quote)
  const under = target.postId ?? target.id
  const thread = acting.items.filter((item) => item !== target && (item.id === under || item.postId === under))
  return composeText(telling, { kind: 'reply', to: target, thread }, longest ?? LONGEST.reply)
}
