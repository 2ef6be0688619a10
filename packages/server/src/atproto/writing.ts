/** Posts and replies of agents. */
import type { PictureOf } from '../platform/outside/picture.ts'
import { made } from '../platform/outside/fate.ts'
import { reasonOf, withoutEffect } from '../platform/outside/reply.ts'
import type { Failed, OutsideAct, OutsideResult, Refused, Asleep } from '../platform/outside-platform.ts'
import type { Community } from './community.ts'
import { SELF_LABELS, type Label } from './label.ts'
import { uploaded } from './picture.ts'
import { postText } from './post-text.ts'
import { put, reconcilePut, type Putting, type Wanted } from './putting.ts'
import { keyOfAct } from './record-key.ts'
import { POST, postOf, type PostRecord, type StrongRef } from './records.ts'
import { placeOf, type NewRecord } from './repo.ts'
import type { Sessions } from './sessions.ts'
import type { Protocol, Xrpc } from './xrpc.ts'

export interface WritingParts extends Putting {
  readonly xrpc: Xrpc
  readonly sessions: Sessions
  readonly community: Community
  readonly label: Label
  readonly pictureOf: PictureOf
}

export const GONE = { kind: 'refused', reason: 'That post is gone.' } as const
export const ELSEWHERE = { kind: 'refused', reason: 'That belongs to another server, where nothing is done.' } as const

export async function write(act: OutsideAct, parts: WritingParts, signal: AbortSignal): Promise<OutsideResult> {
  const text = postText(wordsOf(act), parts.label.line(act.generator))
  if (text === '') return { kind: 'refused', reason: 'There are no words in it.' }
  // Performed once more, an act finds what it made, before anything is sent.
  const before = await parts.repo.find({ repo: act.account.farId, collection: POST, rkey: keyOfAct(act) }, signal)
  if (before.kind !== 'answered') return withoutEffect(before)
  if (before.value !== null) return made(before.value.uri, 'It was there already.')
  const answered = act.intent.target === null ? null : await replyTo(act, act.intent.target, parts, signal)
  if (answered !== null && 'kind' in answered) return answered
  const imageId = act.intent.input['imageId']
  const embed = typeof imageId === 'string' ? await uploaded(act.account, imageId, parts.pictureOf, parts.sessions, signal) : null
  // An image that nobody sees is nothing done, however unclear its answer.
  if (embed !== null && embed.kind !== 'answered') return embed.kind === 'failed' ? embed : withoutEffect(embed)
  const protocol = await parts.xrpc.protocol()
  const record: NewRecord = {
    $type: POST, text, createdAt: new Date(act.intendedMs).toISOString(), labels: SELF_LABELS, troupe: parts.label.automated(act),
    ...await facetsOf(text, protocol, parts, signal),
    ...(answered === null ? {} : { reply: answered }),
    ...(embed === null ? {} : { embed: embed.value }),
  }
  const valid = protocol.AppBskyFeedPost.validateRecord(record)
  if (!valid.success) return { kind: 'refused', reason: `It is no post: ${valid.error.message}` }
  return put(act, wanted(act), record, parts, signal)
}

export function reconcileWrite(act: OutsideAct, parts: WritingParts, signal: AbortSignal): Promise<OutsideResult> {
  return reconcilePut(act, wanted(act), parts, signal)
}

/** A post here has no title; one that comes with a caption is its first line. */
function wordsOf({ intent: { input } }: OutsideAct): string {
  const { title, text } = input
  return [title, text].filter((part) => typeof part === 'string' && part.trim() !== '').join('\n\n')
}

function wanted(act: OutsideAct): Wanted {
  const note = act.intent.target === null ? 'Posted.' : 'Replied.'
  return { collection: POST, rkey: keyOfAct(act), note, isOurs: () => true, taken: '' }
}

/** A post as it stands now, of somebody on this server. */
export async function standingPost(uri: string, { community, repo, clock }: Pick<WritingParts, 'community' | 'repo' | 'clock'>, signal: AbortSignal): Promise<PostRecord | Refused | Failed | Asleep> {
  const place = placeOf(uri)
  if (place?.collection !== POST) return GONE
  const hosted = await community.hosts(place.repo, signal)
  if (hosted.kind !== 'answered') return withoutEffect(hosted)
  if (!hosted.value) return ELSEWHERE
  const found = await repo.find(place, signal)
  if (found.kind !== 'answered') return withoutEffect(found)
  return (found.value === null ? null : postOf(found.value, clock.now())) ?? GONE
}

/** What is answered, and the first post of its thread. */
async function replyTo(act: OutsideAct, postId: string, parts: WritingParts, signal: AbortSignal): Promise<{ readonly root: StrongRef; readonly parent: StrongRef } | Refused | Failed | Asleep> {
  const { replyTo: replied } = act.intent.input
  const parent = await standingPost(typeof replied === 'string' ? replied : postId, parts, signal)
  if ('kind' in parent) return parent
  const own = { uri: parent.uri, cid: parent.cid }
  if (parent.reply === null) return { root: own, parent: own }
  // Its author says where its thread begins. Were that on another server, somebody there would be answered.
  const root = placeOf(parent.reply.root.uri)
  const hosted = root === null ? null : await parts.community.hosts(root.repo, signal)
  if (hosted !== null && hosted.kind !== 'answered') return { kind: 'failed', reason: reasonOf(hosted) }
  return { root: hosted?.value === true ? parent.reply.root : own, parent: own }
}

/** Hashtags, links, and mentions of people on this server, which a client shows as such. */
async function facetsOf(text: string, { RichText, AppBskyRichtextFacet }: Protocol, { community }: WritingParts, signal: AbortSignal) {
  const rich = new RichText({ text })
  rich.detectFacetsWithoutResolution()
  if (rich.facets === undefined) return {}
  const look = await community.look(signal)
  const facets = rich.facets.flatMap((facet) => {
    const features = facet.features.flatMap((feature) => {
      if (!AppBskyRichtextFacet.isMention(feature)) return [feature]
      const did = look.kind === 'answered' ? look.value.didOf(feature.did) : null
      return did === null ? [] : [{ ...feature, did }]
    })
    return features.length === 0 ? [] : [{ ...facet, features }]
  })
  return facets.length === 0 ? {} : { facets }
}
