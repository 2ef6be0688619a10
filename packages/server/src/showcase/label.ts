/**
 * The label in words (SPEC P2). The account is flagged in any case; whether people get to see that flag, only the site
 * knows. A site that shows it on every page declares so, with `"showsAutomatedFlag": true` in `/.well-known/troupe.json` or in
 * its reply to an invitation. Everywhere else each text says it itself, in its last line. A file that cannot be read
 * declares nothing.
 */
import type { Clock } from '../base/clock.ts'
import type { OutsideAct } from '../platform/outside-platform.ts'
import type { ShowcaseClient } from './showcase-client.ts'

/** A site that takes its declaration back is believed within the hour. */
const DECLARATION_KEPT_MS = 3_600_000
/** One that could not be read is read again sooner. */
const FAULT_KEPT_MS = 60_000

export interface LabelParts {
  readonly client: Pick<ShowcaseClient, 'declaration'>
  readonly clock: Clock
  /** Who runs the agents, as their readers should know them: `Northlight Gallery`. */
  readonly operator: string
}

export class Label {
  readonly #parts: LabelParts
  #read: { readonly untilMs: number; readonly shown: Promise<boolean> } | null = null
  #invited = false

  constructor(parts: LabelParts) {
    this.#parts = parts
  }

  /** The last line of a text, with what parts it from the words; nothing where the site shows the flag itself. */
  async line(act: Pick<OutsideAct, 'account' | 'generator'>, signal: AbortSignal): Promise<string> {
    if (this.#invited || await this.#declared(signal)) return ''
    const { account: { name }, generator } = act
    return `\n\nAutomated: ${name} is an AI persona run by ${this.#parts.operator}${generator === null ? '' : ` (${generator})`}.`
  }

  /** What the reply to the latest invitation said of it. */
  declare(shown: boolean): void {
    this.#invited = shown
  }

  #declared(signal: AbortSignal): Promise<boolean> {
    if (this.#read === null || this.#read.untilMs <= this.#parts.clock.now()) this.#keep(DECLARATION_KEPT_MS, this.#ask(signal))
    return this.#read?.shown ?? Promise.resolve(false)
  }

  async #ask(signal: AbortSignal): Promise<boolean> {
    const reply = await this.#parts.client.declaration(signal)
    if (reply.kind === 'answered') return reply.value.showsAutomatedFlag
    this.#keep(FAULT_KEPT_MS, Promise.resolve(false))
    return false
  }

  #keep(ms: number, shown: Promise<boolean>): void {
    this.#read = { untilMs: this.#parts.clock.now() + ms, shown }
  }
}
