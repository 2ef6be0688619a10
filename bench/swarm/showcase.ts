/** Starts the reference server beside a benchmark. */
import { once } from 'node:events'
import { fork } from 'node:child_process'
import { must } from '../../packages/server/src/base/errors.ts'

export const TOKEN = 'bench'

export interface ShowcaseTold {
  readonly cpuMs: number
  readonly violations: number
  readonly counts: Readonly<Record<string, number>>
}

export interface ShowcaseProcess extends AsyncDisposable {
  readonly origin: string
  told(): Promise<ShowcaseTold>
}

export async function showcaseProcess(execArgv: readonly string[] = []): Promise<ShowcaseProcess> {
  const child = fork(new URL('showcase-process.ts', import.meta.url), { execArgv: [...execArgv] })
  const [origin] = await once(child, 'message') as [string]
  return {
    origin,
    told: async () => {
      child.send('tell')
      const [told] = await once(child, 'message') as [ShowcaseTold]
      return must(told, 'an answer')
    },
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, 'exit')
      child.disconnect()
      await ended
    },
  }
}
