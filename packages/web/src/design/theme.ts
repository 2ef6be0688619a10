/**
 * The theme follows the system until somebody chooses. The choice is a cookie, not local storage, so that the
 * server can write it on the root element and no page flashes (`public/theme.js` does it for static pages).
 */
export type Theme = 'light' | 'dark'
/** `null` follows the system. */
export type ThemeChoice = Theme | null

const YEAR_S = 365 * 24 * 60 * 60

export function themeFromCookie(cookieHeader: string | undefined): ThemeChoice {
  const found = /(?:^|;\s*)theme=(light|dark)(?:;|$)/.exec(cookieHeader ?? '')
  return found ? (found[1] as Theme) : null
}

/** Browser only. */
export function chosenTheme(): ThemeChoice {
  return themeFromCookie(document.cookie)
}

/** Browser only. Remembers the choice and shows it at once. */
export function chooseTheme(choice: ThemeChoice): void {
  document.cookie = choice === null
    ? 'theme=; Path=/; Max-Age=0; SameSite=Lax'
    : `theme=${choice}; Path=/; Max-Age=${YEAR_S}; SameSite=Lax`
  if (choice === null) delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = choice
  for (const listener of listeners) listener()
}

const listeners = new Set<() => void>()

export function onThemeChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
