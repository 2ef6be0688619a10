/** Making a post and a comment on a showcase: each is sent once, and looked for when no clear answer comes. */
import type { OutsideAct, OutsideResult } from '../platform/outside-platform.ts'
import { shortened, withoutControls } from '../llm/clean-text.ts'
import type { Clock } from '../base/clock.ts'
import type { Label } from './label.ts'
import type { OwnTexts } from './own-texts.ts'
import { pictureFor, type PictureParts } from './picture.ts'
import { fateOf } from '../platform/outside/fate.ts'
import { withoutEffect, withoutEffectOn, type Reply } from '../platform/outside/reply.ts'
import { sent } from '../platform/outside/sending.ts'
import { SETTLED_MS } from '../platform/outside/settling.ts'
import { COMMENT_LONGEST, DESCRIPTION_LONGEST, TITLE_LONGEST } from './showcase-actions.ts'

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
  return concluded(act, reply, note, parts, signal, () => parts.own.findPost(act, { title, imageUrl: picture.url }, signal))
}

export async function comment(act: OutsideAct, itemId: string, parts: WritingParts, signal: AbortSignal): Promise<OutsideResult> {
  const text = wordsOf(act, COMMENT_LONGEST)
  if (text === '') return WORDLESS
  const label = await parts.label.line(act, signal)
  const reply = await parts.client.comment(act.account.agentId, itemId, `${text}${label}`, signal)
  return concluded(act, reply, 'Commented.', parts, signal, () => parts.own.findComment(act, itemId, text, signal))
}

async function concluded(
  act: OutsideAct, reply: Reply<string>, note: string, { own, clock }: WritingParts, signal: AbortSignal, find: () => ReturnType<OwnTexts['findPost']>,
): Promise<OutsideResult> {
  return sent(reply, {
    note, clock, find, know: (id) => own.know(act, id),
    withoutEffect: (no) => act.intent.target === null ? withoutEffect(no) : withoutEffectOn(no, 'That image'),
  }, signal)
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
