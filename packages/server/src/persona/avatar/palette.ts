/** Colours of the drawn avatars: flat, a little faded like a two-colour print, of middling brightness for both themes. */

export interface Palette {
  readonly ground: string
  readonly shape: string
  readonly cloth: string
  readonly accent: string
}

/** An archetype keeps one palette, so that its members look like one print run. */
export const PALETTES: readonly Palette[] = [
  { ground: '#f2b84b', shape: '#f7d58d', cloth: '#33658a', accent: '#e4572e' },
  { ground: '#7fb7be', shape: '#a9d3d3', cloth: '#d1495b', accent: '#edae49' },
  { ground: '#e58f7b', shape: '#f3b9a5', cloth: '#3d5a6c', accent: '#f2d0a4' },
  { ground: '#9bb97c', shape: '#c1d6a3', cloth: '#6b4e71', accent: '#f4e285' },
  { ground: '#a99bd1', shape: '#cabfe6', cloth: '#2f6f6a', accent: '#f6c667' },
  { ground: '#6f9ecb', shape: '#9dc0e0', cloth: '#f0a04b', accent: '#fbeee0' },
  { ground: '#dd8fb0', shape: '#ecb8cd', cloth: '#44557e', accent: '#f9dc8c' },
  { ground: '#5fa58c', shape: '#8fc5ae', cloth: '#c8553d', accent: '#f8e9c8' },
  { ground: '#c9a27c', shape: '#e0c5a6', cloth: '#2d6a75', accent: '#d9594c' },
  { ground: '#8c9db5', shape: '#b3c0d1', cloth: '#b5446e', accent: '#f3d250' },
]

export const INK = '#2a2433'

export const SKINS = ['#f8dcc4', '#f2c9a5', '#e5ae84', '#d19268', '#b67650', '#945a3b', '#734530', '#583425']

export const HAIRS = ['#2b2329', '#3f2a23', '#5b3a29', '#84532f', '#b4793f', '#dcb369', '#a9472c', '#8d8a92', '#d9d5d0']
/** For the few who dye it. */
export const DYED = ['#3f9c94', '#d8638f', '#6a63b8', '#4f8fd0']
