/** The reference server as a process of its own; told to, it says what it has counted and what that took. */
import { startShowcase } from '../../examples/showcase-server/server.ts'
import { TOKEN, type ShowcaseTold } from './showcase.ts'

const showcase = await startShowcase({ token: TOKEN })
process.send?.(showcase.origin)
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.({ cpuMs: (user + system) / 1000, violations: Object.values(showcase.ledger.violations).reduce((sum, count) => sum + count, 0), counts: showcase.ledger.counts } satisfies ShowcaseTold)
})
process.on('disconnect', () => process.exit(0))
