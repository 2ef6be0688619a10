/** Screens that might be somebody's app: one token set, light, dark or both side by side; phones in a frame, sheets as they are. */
import type { GeneratorParams } from '@troupe/contract/image'
import type { Random } from '../../../base/random.ts'
import type { Generate } from '../../generated.ts'
import { chroma, lighter, mix, type Hex } from '../colour.ts'
import { coloursIn, firstSaid } from '../prompt-words.ts'
import { described } from '../said.ts'
import { sizeOf } from '../size.ts'
import { framed, rect } from '../svg.ts'
import { chat, checkout, emptyState, list, player, settings } from './phone-screens.ts'
import { componentSheet, dashboard, formAnatomy } from './sheets.ts'
import { PHONE, tokensOf, type Screen, type Tokens } from './tokens.ts'

type Params = GeneratorParams['ui-mockup']
type Name = NonNullable<Params['screen']>

interface Known {
  readonly draw: (tokens: Tokens, random: Random) => Screen
  readonly phone: boolean
  readonly said: string
  readonly details: readonly string[]
}

const SCREENS: Readonly<Record<Name, Known>> = {
  list: { draw: list, phone: true, said: 'a phone screen of a plant-watering app: three plants in grey, each with its next date in large figures, and one coloured button at the bottom', details: ['next date in large figures', 'one coloured button', 'everything else grey', 'three plants'] },
  'empty-state': { draw: emptyState, phone: true, said: 'an empty inbox: a line drawing of a folded letter, one sentence and one button in much air', details: ['a letter in one line', 'one sentence', 'one button', 'air on every side'] },
  settings: { draw: settings, phone: true, said: 'a settings page of eight rows; of two switches one is on and wears a focus ring', details: ['eight rows', 'one switch on', 'a visible focus ring', 'values at the right'] },
  dashboard: { draw: dashboard, phone: false, said: 'a dashboard with three figures, thirty bars of which the last is in colour, and a short table', details: ['the last bar in colour', 'three large figures', 'a narrow menu'] },
  player: { draw: player, phone: true, said: 'a music player: a round abstract cover, an invented song, a waveform for progress and three controls', details: ['the waveform is the progress bar', 'a cover of discs', 'three controls'] },
  chat: { draw: chat, phone: true, said: 'a chat of five short messages about an invented errand, the newest at the foot', details: ['five bubbles', 'read at 9:40', 'one round send button'] },
  checkout: { draw: checkout, phone: true, said: 'a checkout on one screen: three things, two fields of which one is focused, the total and a pay button', details: ['the total in large figures', 'the focused field', 'the price on the button'] },
  'component-sheet': { draw: componentSheet, phone: false, said: 'a component sheet of one button in eight states, with its spacing measured in multiples of four', details: ['eight states', 'multiples of four', 'the disabled one is the quietest', 'measuring lines'] },
  'form-anatomy': { draw: formAnatomy, phone: false, said: 'the anatomy of a form field: label, hint, value and error, each numbered with a thin line, and distances measured', details: ['four numbered parts', 'thin measuring lines', 'the error says how to mend it'] },
}
const WORDS: readonly (readonly [RegExp, Name])[] = [
  [/component sheet|states|variants/i, 'component-sheet'], [/anatomy|form field/i, 'form-anatomy'], [/empty state|empty inbox/i, 'empty-state'], [/settings|preferences/i, 'settings'],
  [/dashboard|analytics|admin/i, 'dashboard'], [/player|music|podcast/i, 'player'], [/chat|messag|conversation/i, 'chat'], [/checkout|cart|basket|payment/i, 'checkout'], [/list|plants?|tasks?|inbox/i, 'list'],
]
const ACCENTS: readonly Hex[] = ['#2f6bd0', '#1b7f6a', '#c2542d', '#6d4bb5', '#b0356b', '#3f7f3f']

export const uiMockup: Generate<Params> = (params, random) => {
  const prompt = params.prompt ?? ''
  const name = params.screen ?? firstSaid(prompt, WORDS) ?? random.fork('screen').pick(Object.keys(SCREENS) as Name[])
  const known = SCREENS[name]
  const both = /two themes|both themes|side by side|light and dark/i.test(prompt)
  const theme = params.theme ?? (both ? 'both' : /\bdark\b/i.test(prompt) ? 'dark' : /\blight\b/i.test(prompt) || prompt !== '' ? 'light' : random.pick(['light', 'dark', 'both'] as const))
  const accent = coloursIn(prompt).map(({ colour }) => colour).find((colour) => chroma(colour) > 0.06) ?? random.fork('accent').pick(ACCENTS)
  const themes = theme === 'both' ? (['light', 'dark'] as const) : [theme]
  const screens = themes.map((one) => ({ tokens: tokensOf(one, accent), screen: known.draw(tokensOf(one, accent), random.fork('content')) }))

  const view = known.phone ? (themes.length > 1 ? { width: 1000, height: 940 } : { width: 820, height: 940 }) : { width: 1000, height: 800 * themes.length }
  const size = sizeOf(params, { width: Math.round(view.width * (known.phone ? 1.08 : 1.06)), height: Math.round(view.height * (known.phone ? 1.08 : 1.06)) })
  const desk = theme === 'dark' ? '#0d0c0c' : lighter(mix(accent, '#efece6', 0.86), 0.02)
  const body = known.phone
    ? screens.map(({ tokens, screen }, i) => inPhone(screen, tokens, (view.width - PHONE.width * screens.length - 50 * (screens.length - 1)) / 2 + i * (PHONE.width + 50), (view.height - PHONE.height) / 2, i)).join('')
    : screens.map(({ screen }, i) => `<g transform="translate(0 ${i * 800})">${screen.body}</g>`).join('')
  return {
    picture: { ...size, svg: framed(size, rect(-2000, -2000, 5000, 5000, desk) + body, view) },
    description: described({
      alt: `Interface mock-up in ${theme === 'both' ? 'a light and a dark theme side by side' : `a ${theme} theme`}: ${known.said}.`,
      subject: known.said.split(/[:;]| with | of one button/)[0] ?? known.said,
      details: [...known.details, ...(theme === 'both' ? ['both themes from one set of tokens'] : [])],
      colours: [...new Set(screens.flatMap(({ tokens }) => [tokens.page, tokens.accent, tokens.ink]))],
    }),
  }
}

function inPhone(screen: Screen, tokens: Tokens, x: number, y: number, index: number): string {
  const shell = tokens.name === 'light' ? '#1b1a19' : '#3b3835'
  return `<g transform="translate(${x} ${y})">${rect(-10, 4, PHONE.width + 20, PHONE.height + 20, '#000000', 58, 'opacity="0.1"')}${rect(-11, -11, PHONE.width + 22, PHONE.height + 22, shell, 58)}<clipPath id="phone-${index}"><rect width="${PHONE.width}" height="${PHONE.height}" rx="48"/></clipPath><g clip-path="url(#phone-${index})">${screen.body}</g>${rect(PHONE.width / 2 - 52, 12, 104, 28, '#0b0b0b', 14)}</g>`
}
