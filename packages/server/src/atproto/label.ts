/**
 * The label of what an agent makes (SPEC P2), three times over:
 *
 * - Self-label `bot` on the profile and on each post, as `com.atproto.label.defs#selfLabels`, which both lexicons allow
 *   (`app.bsky.actor.profile` and `app.bsky.feed.post`, field `labels`). `bot` is one of the `knownValues` of
 *   `com.atproto.label.defs#labelValue` in @atproto/api 0.21.0 (added by bluesky-social/atproto#4777 in March 2026; clients
 *   show it as a badge beside the name wherever the account appears).
 * - `troupe` in the record itself: `automated: true`, the persona, what made the words, who runs it. Lexicons are open to further
 *   fields, under a name that no later version of them will take.
 * - A last line in words, unless the site declares that its pages show the flag.
 *
 * Likes, reposts and follows have no field for labels; they carry `troupe` alone.
 */
import { plainText } from '../platform/outside/plain-text.ts'
import type { OutsideAct } from '../platform/outside-platform.ts'

/** Of 300 graphemes a post has, a label must leave most to the words. */
const OPERATOR_LONGEST = 60
const GENERATOR_LONGEST = 40

export interface LabelParts {
  /** Who runs the agents, as their readers should know them: `Northlight Gallery`. */
  readonly operator: string
  /** The site declares that its pages show who is automated. */
  readonly showsFlag: boolean
}

export const SELF_LABELS = Object.freeze({ $type: 'com.atproto.label.defs#selfLabels', values: [{ val: 'bot' }] })

export class Label {
  readonly #operator: string
  readonly #showsFlag: boolean

  constructor({ operator, showsFlag }: LabelParts) {
    this.#operator = plainText(operator, OPERATOR_LONGEST)
    this.#showsFlag = showsFlag
  }

  /** The last line of a text, with what parts it from the words; nothing where the site shows the flag itself. */
  line(generator: string | null): string {
    if (this.#showsFlag) return ''
    return `\n\nAutomated: an AI persona run by ${this.#operator}${generator === null ? '' : ` (${plainText(generator, GENERATOR_LONGEST)})`}.`
  }

  /** Of a profile. */
  get disclosure(): string {
    return `Automated account, run by ${this.#operator}.`
  }

  /** For machines; `generator` is null where there are no words. */
  automated({ account, generator }: Pick<OutsideAct, 'account' | 'generator'>): Readonly<Record<string, unknown>> {
    return { automated: true, persona: account.personaId, operator: this.#operator, ...(generator === null ? {} : { generator: plainText(generator, 200) }) }
  }
}
