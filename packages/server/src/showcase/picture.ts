/**
 * The picture of a post: a workflow that the far side executes. Where it fails there, a placeholder of our own may stand
 * in, provided that a public address of ours can serve it (SPEC D3); else there is no post. Limits have no substitute.
 */
import { workflowSchema, type Workflow } from '@troupe/contract'
import { messageOf } from '../base/errors.ts'
import { ForbiddenAddressError, refusePrivate } from '../base/guarded-fetch.ts'
import type { Intent } from '../agent/action.ts'
import type { Asleep, Failed, OutsideAct, Refused } from '../platform/outside-platform.ts'
import { plainLine } from '../platform/outside/plain-text.ts'
import { withoutEffect } from '../platform/outside/reply.ts'
import type { ShowcaseClient } from './showcase-client.ts'

export interface PlaceholderWanted {
  readonly agentId: string
  readonly title: string
  /** Why there is no picture. */
  readonly reason: string
}

/** The public address of a labelled placeholder of ours; null where we have none that the site could reach. */
export type PlaceholderUrl = (wanted: PlaceholderWanted) => string | null

export interface PictureParts {
  readonly client: ShowcaseClient
  readonly origin: string
  readonly placeholderUrl: PlaceholderUrl
}

export type Picture =
  | { readonly kind: 'made'; readonly url: string; readonly workflowId: string | null; readonly placeholder: string | null }
  | Refused | Failed | Asleep

/** A whole workflow where the intent brings one, as brains made of code do; else one from generator and prompt. */
export function workflowOf({ input }: Intent): Workflow | null {
  if (input['workflow'] !== undefined) return workflowSchema.safeParse(input['workflow']).data ?? null
  const { generator, prompt } = input
  return workflowSchema.safeParse({
    name: `${String(generator)} post`,
    steps: [{ kind: 'generate', generator, params: { prompt }, out: 'picture' }, { kind: 'save', in: 'picture', destination: 'posts' }],
  }).data ?? null
}

export async function pictureFor({ account, intent }: OutsideAct, title: string, { client, origin, placeholderUrl }: PictureParts, signal: AbortSignal): Promise<Picture> {
  const workflow = workflowOf(intent)
  if (workflow === null) return { kind: 'refused', reason: 'Nothing that could be executed says what the image is to be.' }
  const reply = await client.execute(account.agentId, workflow, signal)
  if (reply.kind === 'limited' || reply.kind === 'unsent') return withoutEffect(reply)
  if (signal.aborted || (reply.kind === 'declined' && reply.status === 401)) return { kind: 'failed', reason: reply.kind === 'answered' ? 'switched off' : reply.reason }
  const found = reply.kind === 'answered' ? firstImage(reply.value, origin) : { fault: reply.reason }
  if ('url' in found) return { kind: 'made', url: found.url, workflowId: found.workflowId, placeholder: null }
  const url = placeholderUrl({ agentId: account.agentId, title, reason: found.fault })
  if (url !== null) return { kind: 'made', url, workflowId: null, placeholder: found.fault }
  return { kind: 'failed', reason: `The image could not be made (${found.fault}), and no public address of ours could serve a placeholder: no post.` }
}

function firstImage(executed: { status: string; imageUrls: readonly string[]; error?: string | null | undefined; workflowId?: string | null | undefined }, origin: string): { url: string; workflowId: string | null } | { fault: string } {
  const { status, imageUrls: [first], error } = executed
  if (status !== 'completed') return { fault: `its workflow ${plainLine(status)}${error ? `: ${plainLine(error)}` : ''}` }
  if (first === undefined || first.trim() === '') return { fault: 'its workflow made no image' }
  try {
    return { url: imageAddress(first, origin), workflowId: executed.workflowId ?? null }
  } catch (problem) {
    return { fault: `its workflow gave an address that is not used: ${messageOf(problem)}` }
  }
}

/** Nothing here fetches it, but others will: an address inside somebody's network is not passed on, but for the site's own. */
function imageAddress(text: string, origin: string): string {
  const url = new URL(text, origin)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new TypeError(`${url.protocol} is no address of an image`)
  if (url.username !== '' || url.password !== '') throw new TypeError('it carries a password')
  if (url.origin !== new URL(origin).origin) {
    refusePrivate(url, { privateNetwork: false })
    if (/(?:^|\.)localhost$/.test(url.hostname)) throw new ForbiddenAddressError(url.hostname)
  }
  return url.href
}
