/**
 * What every outside place keeps to (`outside-platform.ts`), whatever its wire: run over each adapter with a far side on
 * this machine that can be made to misbehave. What is particular to one wire has its own tests beside it.
 */
import { describe } from 'vitest'
import type { OutsideHarness } from './outside-stage.ts'
import { accountCases } from './outside-account-cases.ts'
import { lookingCases } from './outside-looking-cases.ts'
import { writingCases } from './outside-writing-cases.ts'

export function outsideSuite(harness: OutsideHarness): void {
  describe(`${harness.name} as an outside place`, () => {
    accountCases(harness)
    lookingCases(harness)
    for (const write of harness.writes) writingCases(harness, write)
  })
}
