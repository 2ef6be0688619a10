/**
 * Wishes of brains that are not code of this house (a model, another process, a graph) made into intents. What was not offered is
 * stopped, and so is an address that is not the creator's: whoever tells a model to send leads elsewhere must not succeed
 * (SPEC B5).
 */
import { isMessagingAction, type MessagingAction } from '../../messaging/messaging-actions.ts'
import type { PlannedIntent } from './planned-intent.ts'
import type { MessagingSituation } from './situation.ts'

export interface Wish {
  readonly name: string
  readonly input: unknown
}

export interface Stopped extends Wish {
  readonly policy: 'offered' | 'foreign-link' | 'acts'
  readonly reason: string
}

export interface Sorted {
  readonly intents: readonly PlannedIntent[]
  readonly stopped: readonly Stopped[]
}

export interface Offer {
  readonly actions: readonly MessagingAction[]
  readonly actionsMost: number
  /** False for a model: it has read what others wrote. */
  readonly anyLinks: boolean
}

export function sortWishes(wishes: readonly Wish[], { actions: offered, actionsMost, anyLinks }: Offer, situation: MessagingSituation): Sorted {
  const names = new Set(offered.map(({ name }) => name))
  const intents: PlannedIntent[] = []
  const stopped: Stopped[] = []
  // Of an experiment whose words were put before the brain, what it writes counts for the arm.
  const [arm] = Object.values(situation.experiments)
  const experiment = arm === undefined ? null : { id: arm.experimentId, arm: arm.arm }
  for (const wish of wishes) {
    const foreign = anyLinks ? null : foreignLink(wish.input, situation)
    if (!isMessagingAction(wish.name) || !names.has(wish.name)) stopped.push({ ...wish, policy: 'offered', reason: `"${wish.name.slice(0, 80)}" was not offered in this turn` })
    else if (foreign !== null) stopped.push({ ...wish, policy: 'foreign-link', reason: `${foreign.slice(0, 200)} is no address of ${situation.creator.name}'s` })
    else if (intents.length >= actionsMost) stopped.push({ ...wish, policy: 'acts', reason: `a turn holds at most ${actionsMost} actions` })
    else intents.push({ action: wish.name, input: asObject(wish.input), experiment })
  }
  return { intents, stopped }
}

/** With its scheme, or as a mail program makes one of it: a name with a path, or one that ends in what many addresses end in. Not the host of an e-mail address. */
const LINK = /(?:https?:\/\/|www\.)[^\s<>"'“”()[\]{}]+|(?<![@\p{L}\p{N}._%+-])(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+(?:(?:com|net|org|info|biz|io|co|me|ly|gl|app|dev|shop|store|site|online|link|click|xyz|top|live|pro|eu|de|uk|us|ru|cn)(?![\p{L}\p{N}-])(?:\/[^\s<>"'“”()[\]{}]*)?|\p{L}{2,}\/[^\s<>"'“”()[\]{}]+)/giu

/** The first link in any text of the input that leads to a host which neither the offers nor the thread of ours name; null when there is none. */
function foreignLink(input: unknown, { creator, conversation }: MessagingSituation): string | null {
  const said = textsIn(input).join('\n').normalize('NFKC').replaceAll(/[\u200b\u2060\ufeff]/g, '')
  const links = said.match(LINK) ?? []
  if (links.length === 0) return null
  const own = [
    ...creator.products.flatMap(({ url }) => url ?? []), ...(creator.profile?.services ?? []).flatMap(({ url }) => url ?? []),
    ...(conversation?.messages ?? []).flatMap(({ direction, text }) => direction === 'out' ? text.match(LINK) ?? [] : []),
  ]
  const hosts = new Set(own.map(hostOf))
  return links.find((link) => !hosts.has(hostOf(link))) ?? null
}

function hostOf(link: string): string {
  const text = /^https?:/i.test(link) ? link : `https://${link}`
  return URL.canParse(text) ? new URL(text).host.replace(/^www\./, '').toLowerCase() : link
}

function textsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null || depth > 6) return []
  return Object.values(value).flatMap((one) => textsIn(one, depth + 1))
}

function asObject(input: unknown): Readonly<Record<string, unknown>> {
  return typeof input === 'object' && input !== null && !Array.isArray(input) ? input as Readonly<Record<string, unknown>> : {}
}
