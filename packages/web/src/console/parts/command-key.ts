const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent)

/** The key that makes another one a command on this machine. */
export const COMMAND_KEY = isApple ? '⌘' : 'Ctrl'

/** How the palette is opened on this machine. */
export const PALETTE_KEYS = isApple ? '⌘ K' : 'Ctrl K'
