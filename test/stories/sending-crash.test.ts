/** Workers killed while they send (issue 5, shown by 2): the short form of `npm run chaos -- --actions`. */
import { expect, test } from 'vitest'
import { seeded } from '../../packages/server/src/base/random.ts'
import { testDatabase } from '../../packages/server/src/store/testing/test-database.ts'
import { runSendingChaos } from '../chaos/actions/run-sending.ts'
import { isSoundSending } from '../chaos/actions/sending-tally.ts'

test('four workers under kill -9 send every message once: by SMTP, SES, SMS, WhatsApp, webhook, console, and with payment links', async () => {
  await using database = await testDatabase()
  const tally = await runSendingChaos({ databaseUrl: database.url, actions: 300, workers: 4, kills: 6, random: seeded('letters'), say: () => {} })
  expect(tally).toMatchObject({ actions: 300, doubledHere: 0, doubledThere: 0, lost: 0, misjudged: 0 })
  expect(isSoundSending(tally)).toBe(true)
  expect(tally.kills.withCalls).toBeGreaterThan(0)
  expect(tally.reconciled).toBeGreaterThan(0)
  expect(Object.keys(tally.unknownAfterLooks)).not.toContain('webhook')
})
