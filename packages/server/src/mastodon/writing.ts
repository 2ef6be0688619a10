/** Posts and answers: each is sent once, under its act's own key, and looked for when no clear answer comes. */
import { shortened, withoutControls } from '../llm/clean-text.ts'
import { ExpectedError, must } from '../base/errors.ts'
import type { Clock } from '../base/clock.ts'
import type { Failed, OutsideAct, OutsideResult } from '../platform/outside-platform.ts'
import { fateOf } from '../platform/outside/fate.ts'
import type { Picture, PictureOf } from '../platform/outside/picture.ts'
import { withoutEffect, withoutEffectOn, within } from '../platform/outside/reply.ts'
import { sent, waited } from '../platform/outside/sending.ts'
import { SETTLED_MS } from '../platform/outside/settling.ts'
import type { Accounts } from './accounts.ts'
import type { Label } from './label.ts'
import { withoutFarMentions } from './locality.ts'
import { openStatus } from './looking.ts'
import { STATUS_LONGEST } from './mastodon-actions.ts'
import type { MastodonClient, NewStatus } from './mastodon-client.ts'
import type { OwnStatuses, Wanted } from './own-statuses.ts'

/** What a server that does not tell allows, as Mastodon does unless it is set otherwise. */
const SERVER_LONGEST = 500
const SERVER_LONGEST_KEPT_MS = 3_600_000
/** Looks at an image that the server is making smaller. */
const UPLOAD_LOOKS = 15
/** Servers of version 4.1 take ten million, later ones sixteen. */
const PICTURE_BYTES_MOST = 8_000_000
const ALT_LONGEST = 1_400
const WORDLESS = { kind: 'refused', reason: 'There are no words in it.' } as const

export interface WritingParts {
  readonly accounts: Accounts
  readonly label: Label
  readonly own: OwnStatuses
  readonly clock: Clock
  readonly pictureOf: PictureOf
}

type Draft = Pick<NewStatus, 'visibility' | 'inReplyToId'> & { readonly address: string }
const POST: Draft = { visibility: 'public', inReplyToId: null, address: '' }

export class Writing {
  readonly #parts: WritingParts
  #serverLongest: { readonly characters: number; readonly untilMs: number } | null = null

  constructor(parts: WritingParts) {
    this.#parts = parts
  }

  async post(client: MastodonClient, act: OutsideAct, signal: AbortSignal): Promise<OutsideResult> {
    if (wordsOf(act) === '') return WORDLESS
    return await this.#parts.accounts.barred(act.account, signal) ?? this.#send(client, act, POST, [], signal)
  }

  /** The image goes up first: nobody gets to see one that no status names. */
  async imagePost(client: MastodonClient, act: OutsideAct, signal: AbortSignal): Promise<OutsideResult> {
    if (wordsOf(act) === '') return WORDLESS
    const barred = await this.#parts.accounts.barred(act.account, signal)
    if (barred !== null) return barred
    const picture = await this.#picture(act, signal)
    if (picture === null) return { kind: 'refused', reason: 'The image is gone, or too large for a post.' }
    if ('kind' in picture) return picture
    const uploaded = await this.#uploaded(client, picture, signal)
    return typeof uploaded === 'string' ? this.#send(client, act, POST, [uploaded], signal) : uploaded
  }

  async answer(client: MastodonClient, act: OutsideAct, signal: AbortSignal): Promise<OutsideResult> {
    if (wordsOf(act) === '') return WORDLESS
    const parent = await openStatus(client, parentOf(act), signal)
    if (parent.kind !== 'open') return parent
    const barred = await this.#parts.accounts.barred(act.account, signal)
    if (barred !== null) return barred
    const { account, id, visibility } = parent.status
    // Who is not addressed is not told of an answer.
    const address = account.id === act.account.farId ? '' : `@${account.acct} `
    return this.#send(client, act, { visibility: visibility === 'public' ? 'public' : 'unlisted', inReplyToId: id, address }, [], signal)
  }

  /** What became of words of which there is no answer on record. */
  async reconcile(client: MastodonClient, act: OutsideAct, signal: AbortSignal): Promise<OutsideResult> {
    const settled = this.#parts.clock.now() - act.intendedMs >= SETTLED_MS
    return fateOf(await this.#parts.own.find(client, act, wantedOf(act), signal), 'no answer is on record', settled)
  }

  async #send(client: MastodonClient, act: OutsideAct, { visibility, inReplyToId, address }: Draft, mediaIds: readonly string[], signal: AbortSignal): Promise<OutsideResult> {
    const { accounts, label, own, clock } = this.#parts
    const line = label.line(act)
    const room = await this.#longest(client, signal) - address.length - line.length
    if (room < 1) return { kind: 'refused', reason: 'What this server lets a post hold is too little for its label.' }
    const reply = await client.post({ status: `${address}${shortened(wordsOf(act), room)}${line}`, visibility, inReplyToId, mediaIds }, act.id, signal)
    if (reply.kind === 'answered') accounts.heard(reply.value.account)
    return sent(within(reply, ({ id }) => id), {
      note: inReplyToId === null ? 'Posted.' : 'Answered.', clock,
      know: (id) => own.know(act, id),
      find: () => own.find(client, act, wantedOf(act), signal),
      withoutEffect: (no) => inReplyToId === null ? withoutEffect(no) : withoutEffectOn(no, 'That post'),
    }, signal)
  }

  async #longest(client: MastodonClient, signal: AbortSignal): Promise<number> {
    const nowMs = this.#parts.clock.now()
    if (this.#serverLongest !== null && this.#serverLongest.untilMs > nowMs) return this.#serverLongest.characters
    const reply = await client.statusLongest(signal)
    const characters = reply.kind === 'answered' ? reply.value : SERVER_LONGEST
    // One that could not be asked this time is asked again the next.
    if (reply.kind === 'answered' || reply.kind === 'declined') this.#serverLongest = { characters, untilMs: nowMs + SERVER_LONGEST_KEPT_MS }
    return characters
  }

  async #picture({ intent }: OutsideAct, signal: AbortSignal): Promise<Picture | Failed | null> {
    try {
      return await this.#parts.pictureOf(String(intent.input['imageId'] ?? ''), PICTURE_BYTES_MOST, signal)
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error
      return { kind: 'failed', reason: `The image cannot be read: ${error.message}` }
    }
  }

  /** Its id once the server is through with it. A failure leaves at most a file that the server clears away. */
  async #uploaded(client: MastodonClient, { bytes, contentType, alt, generator }: Picture, signal: AbortSignal): Promise<string | OutsideResult> {
    const { clock } = this.#parts
    const said = generator === null ? '' : ` (Generated image: ${generator}.)`
    let reply = await client.upload({ bytes, contentType, alt: `${shortened(withoutControls(alt), ALT_LONGEST - said.length)}${said}` }, signal)
    for (let looks = 0; looks < UPLOAD_LOOKS; looks++) {
      if (reply.kind !== 'answered') return withoutEffect(reply)
      if (reply.value.url != null) return reply.value.id
      if (!await waited(clock, signal)) return { kind: 'failed', reason: 'switched off while the image was on its way' }
      reply = await client.uploaded(reply.value.id, signal)
    }
    return { kind: 'failed', reason: 'The server did not get through with the image.' }
  }
}

function wantedOf(act: OutsideAct): Wanted {
  return { parentId: act.intent.action === 'comment' ? parentOf(act) : null, words: wordsOf(act) }
}

/** The answer that is answered, else the post. */
function parentOf({ intent }: OutsideAct): string {
  const { replyTo } = intent.input
  return typeof replyTo === 'string' ? replyTo : must(intent.target, 'something to answer')
}

/** A title, which Mastodon has none for, goes before the text. */
function wordsOf({ intent }: OutsideAct): string {
  const [title, text] = [intent.input['title'], intent.input['text']].map((part) => typeof part === 'string' ? withoutControls(part).trim() : '')
  return withoutFarMentions(shortened(text !== '' && title ? `${title}\n\n${text}` : text ?? '', STATUS_LONGEST))
}
