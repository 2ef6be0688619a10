/** What drawing processes import in tests: the same, and some that hold the process, end it, fill its heap, or trip native code. */
import type { Generators } from '../workflow/run-workflow.ts'
import { generated, plain, TEST_GENERATORS } from './pictures.ts'

function hold(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end;) Math.sqrt(end)
}

export const OFFLINE_GENERATORS: Generators = {
  ...TEST_GENERATORS,
  /** Holds for as many milliseconds as its prompt says. */
  packshot: ({ prompt = '0' }) => {
    hold(Number(prompt))
    return generated(plain(16, 16, [0, 200, 0]))
  },
  'ui-mockup': () => process.exit(3),
  /** resvg aborts the process over this. */
  tileset: () => generated({ width: 16, height: 16, svg: '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"><g opacity="0.5"><rect x="400" y="400" width="9" height="9"/></g></svg>' }),
  'generative-art': () => {
    const kept: number[][] = []
    for (;;) kept.push(Array.from({ length: 100_000 }, (_, i) => i + 0.5))
  },
}
