/**
 * The colours of `packages/web/src/design/tokens.css` as plain RGB, which every reader of SVG knows; a test keeps the two
 * alike. Series take the accent first, then hues of the same lightness: the pages' other colours mean states.
 */
export type Theme = 'light' | 'dark'

export interface Colours {
  readonly page: string
  readonly line: string
  readonly lineStrong: string
  readonly ink: string
  readonly inkSoft: string
  readonly inkFaint: string
  readonly series: readonly string[]
}

export const COLOURS: Readonly<Record<Theme, Colours>> = {
  light: {
    page: '#fdfcfa',
    line: '#e5e3e0',
    lineStrong: '#cac7c2',
    ink: '#231d19',
    inkSoft: '#59514c',
    inkFaint: '#736b67',
    series: ['#8e2f6c', '#2c6fae', '#975d00', '#007f87', '#775aa6', '#1c7f4c'],
  },
  dark: {
    page: '#161311',
    line: '#302c28',
    lineStrong: '#4c4642',
    ink: '#ece9e5',
    inkSoft: '#b3afa9',
    inkFaint: '#95908a',
    series: ['#ed9eca', '#80bdfb', '#e5ab66', '#4eccd3', '#c2a7f4', '#7bcc98'],
  },
}
