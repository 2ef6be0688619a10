/** Making a post and a comment on a showcase: each is sent once, and looked for when no clear answer comes. */
import type { OutsideAct, OutsideResult } from '../platform/outside-platform.ts'
import { shortened, withoutControls } from '../llm/clean-text.ts'
import type { Clock } from '../base/clock.ts'
import type { Label } from './label.ts'
import type { OwnTexts } from './own-texts.ts'
import { pictureFor, type PictureParts } from './picture.ts'
import { fateOf, made } from '../platform/outside/fate.ts'
import { withoutEffect, withoutEffectOn, type Reply } from '../platform/outside/reply.ts'
import { SETTLED_MS } from '../platform/outside/settling.ts'
import { COMMENT_LONGEST, DESCRIPTION_LONGEST, TITLE_LONGEST } from './showcase-actions.ts'

/** A moment for what was cut off to be carried out, before it is looked for. */
const LOOK_AFTER_MS = 1_000

export interface WritingParts extends PictureParts {
  readonly label: Label
  readonly own: OwnTexts
  readonly clock: Clock
}

const WORDLESS = { kind: 'refused', reason: 'There are no words in it.' } as const

export async function createPost(act: OutsideAct, parts: WritingParts, signal: AbortSignal): Promise<OutsideResult> {
  const text = wordsOf(act, DESCRIPTION_LONGEST)
  if (text === '') return WORDLESS
  const title = titleOf(act)
  // Before the picture: it costs the site money, and no post may go out without its label.
  const label = await parts.label.line(act, signal)
  const picture = await pictureFor(act, title, parts, signal)
  if (picture.kind !== 'made') return picture
  const stand = picture.placeholder === null ? '' : '\n\nThe picture is a placeholder: the one it was meant to be could not be made.'
  const reply = await parts.client.post(act.account.agentId, {
    imageUrl: picture.url, title, description: `${text}${stand}${label}`,
    ...(picture.workflowId === null ? {} : { workflowId: picture.workflowId }),
  }, signal)
  const note = picture.placeholder === null ? 'Posted.' : `Posted with a placeholder: ${picture.placeholder}.`
  return sent(act, reply, note, parts, signal, () => parts.own.findPost(act, { title, imageUrl: picture.url }, signal))
}

export async function comment(act: OutsideAct, itemId: string, parts: WritingParts, signal: AbortSignal): Promise<OutsideResult> {
  const text = wordsOf(act, COMMENT_LONGEST)
  if (text === '') return WORDLESS
  const label = await parts.label.line(act, signal)
  const reply = await parts.client.comment(act.account.agentId, itemId, `${text}${label}`, signal)
  return sent(act, reply, 'Commented.', parts, signal, () => parts.own.findComment(act, itemId, text, signal))
}

async function sent(
  act: OutsideAct, reply: Reply<string>, note: string, { own, clock }: WritingParts, signal: AbortSignal, find: () => ReturnType<OwnTexts['findPost']>,
): Promise<OutsideResult> {
  if (reply.kind === 'answered') {
    own.know(act.account.agentId, reply.value)
    return made(reply.value, note)
  }
  if (reply.kind !== 'unclear') return act.intent.target === null ? withoutEffect(reply) : withoutEffectOn(reply, 'That image')
  if (signal.aborted) return { kind: 'unknown', reason: reply.reason }
  const found = await find()
  if (found.kind !== 'absent' || reply.over) return fateOf(found, reply.reason, reply.over)
  try {
    await clock.until(clock.now() + LOOK_AFTER_MS, signal)
  } catch (error) {
    if (!signal.aborted) throw error
    return { kind: 'unknown', reason: reply.reason }
  }
  return fateOf(await find(), reply.reason, false)
}

/** What became of a post or comment of which there is no answer on record. */
export async function reconcileText(act: OutsideAct, { own, clock }: WritingParts, signal: AbortSignal): Promise<OutsideResult> {
  const settled = clock.now() - act.intendedMs >= SETTLED_MS
  const found = act.intent.target === null
    ? await own.findPost(act, { title: titleOf(act), imageUrl: null }, signal)
    : await own.findComment(act, act.intent.target, wordsOf(act, COMMENT_LONGEST), signal)
  return fateOf(found, 'no answer is on record', settled)
}

function wordsOf({ intent }: OutsideAct, longest: number): string {
  return shortened(withoutControls(String(intent.input['text'] ?? '')).trim(), longest)
}

/** The title it brings, else what its text begins with. The same for an act each time it is asked. */
function titleOf(act: OutsideAct): string {
  const given = withoutControls(String(act.intent.input['title'] ?? '')).replace(/\s+/g, ' ').trim()
  const [firstLine = ''] = wordsOf(act, DESCRIPTION_LONGEST).split('\n')
  return shortened(given === '' ? firstLine : given, TITLE_LONGEST)
}
