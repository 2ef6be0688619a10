import { useSyncExternalStore } from 'react'
import { chosenTheme, onThemeChange, type Theme } from '../../../design/theme.ts'

const DARK = '(prefers-color-scheme: dark)'

/** The theme that is shown, chosen or the system's: for drawings that are made with one theme's colours. */
export function useTheme(): Theme {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(DARK)
      media.addEventListener('change', changed)
      const forget = onThemeChange(changed)
      return () => {
        media.removeEventListener('change', changed)
        forget()
      }
    },
    () => chosenTheme() ?? (matchMedia(DARK).matches ? 'dark' : 'light'),
  )
}
