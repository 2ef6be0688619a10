/**
 * Vendors on this machine as they are on a bad day: one answer in eight is none, or not what happened. They keep what they took,
 * and so know what nobody else does: whether anybody was sent something twice.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { Id } from '../../../packages/server/src/base/ids.ts'
import type { Random } from '../../../packages/server/src/base/random.ts'
import { fakeSes, type FakeMail } from '../../../packages/server/src/messaging/testing/fake-ses.ts'
import { fakeSmtp } from '../../../packages/server/src/messaging/testing/fake-smtp.ts'
import { fakeStripe } from '../../../packages/server/src/messaging/testing/fake-stripe.ts'
import { fakeTwilio } from '../../../packages/server/src/messaging/testing/fake-twilio.ts'
import { fakeVendor, type FakeMood, type FakeTemper } from '../../../packages/server/src/messaging/testing/fake-vendor.ts'

/** Sums to the part of requests that go wrong. */
const TROUBLES: readonly (readonly [FakeMood, number])[] = [['accept-then-fail', 0.03], ['accept-then-cut', 0.04], ['fail', 0.02], ['too-many', 0.03]]
const ANSWER_WITHIN_MS = 80
/** As the words of each action bear it, on a line of its own. */
const MARK = /#([0-9a-f-]{36})/

export interface FarSides extends AsyncDisposable {
  readonly urls: { readonly smtp: string; readonly ses: string; readonly twilio: string; readonly stripe: string; readonly webhook: string }
  readonly sesMails: readonly FakeMail[]
  /** Bad days are over. */
  calm(): void
  /** By action, how often its words arrived anywhere. A webhook's server takes one id once, as its standard has it. */
  received(): Map<Id, number>
  /** By action, how many payment links there are. */
  links(): Map<Id, number>
}

export function markOf(actionId: Id): string {
  return `#${actionId}`
}

export async function openFarSides(random: Random): Promise<FarSides> {
  await using stack = new AsyncDisposableStack()
  const hooks = new Map<string, string>()
  const [smtp, ses, twilio, stripe] = [stack.use(await fakeSmtp()), stack.use(await fakeSes()), stack.use(await fakeTwilio(() => Date.now())), stack.use(await fakeStripe())]
  const webhook = stack.use(await fakeVendor({
    refusal: { status: 410, body: {} },
    accept: ({ body, headers }) => () => {
      hooks.set(String(headers['webhook-id']), body)
      return { status: 200, body: {} }
    },
  }))
  const bad: FakeTemper = { mood: () => moodOf(random.between(0, 1)), pause: () => delay(random.between(0, ANSWER_WITHIN_MS)) }
  const all = [smtp, ses, twilio, stripe, webhook]
  for (const vendor of all) vendor.temper = bad
  const kept = stack.move()
  return {
    urls: { smtp: smtp.url, ses: ses.url, twilio: twilio.url, stripe: stripe.url, webhook: `${webhook.url}/hook` },
    sesMails: ses.mails,
    calm: () => {
      for (const vendor of all) vendor.temper = null
    },
    received: () => {
      const texts = [...smtp.mails.map(({ raw }) => raw.replaceAll('=\r\n', '')), ...ses.mails.map((mail) => mail.Content.Simple.Body.Text.Data), ...twilio.messages.map(({ body }) => body), ...hooks.values()]
      return counted(texts.map((text) => MARK.exec(text)?.[1] ?? 'without a mark'))
    },
    links: () => counted([...stripe.links.values()].map(({ form }) => form.get('metadata[troupe_action]') ?? 'without a mark')),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

function moodOf(drawn: number): FakeMood {
  let left = drawn
  for (const [mood, share] of TROUBLES) {
    if (left < share) return mood
    left -= share
  }
  return 'accept'
}

function counted(ids: readonly string[]): Map<Id, number> {
  return new Map([...Map.groupBy(ids, (id) => id)].map(([id, all]) => [id, all.length]))
}
