import { Resvg } from '@resvg/resvg-js'
import { expect, it } from 'vitest'
import { FACES, FONT_FILES } from '../font-files.ts'
import { fitted } from './type-setting.ts'

const LINES = ['SLOW MONDAY', 'five things we stopped doing', 'WWWWWW MMMMM', 'Say less, but say it on a Tuesday.', 'a', 'unbreakablelongword'.repeat(3), 'HELLO AT LAST, it is 2026!']

it.each(Object.values(FACES))('lines in %s stay inside their box', (face) => {
  for (const words of LINES) {
    const box = { width: 800, height: 400 }
    const { lines, size } = fitted(words, face, box)
    expect(lines.join(' ')).toBe(words)
    expect(size * lines.length * 1.05).toBeLessThanOrEqual(400.5)
    for (const one of lines) {
      const weight = face === FACES.sans ? 600 : face === FACES.serif ? 400 : 700
      const drawn = new Resvg(`<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="600"><text x="10" y="450" font-family="${face}" font-weight="${weight}" font-size="${size}">${one}</text></svg>`, { font: { fontFiles: [...FONT_FILES], loadSystemFonts: false } }).getBBox()
      expect(drawn?.width ?? 0, `${face}: ${one}`).toBeLessThanOrEqual(box.width * 1.03)
    }
  }
})
