import { Monitor, Moon, Sun } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { chooseTheme, chosenTheme, onThemeChange, type ThemeChoice } from './theme.ts'

const CHOICES = [
  { choice: null, word: 'System', Icon: Monitor },
  { choice: 'light', word: 'Light', Icon: Sun },
  { choice: 'dark', word: 'Dark', Icon: Moon },
] as const

/** `initial` is what the server rendered, so that hydration agrees. */
export function useThemeChoice(initial: ThemeChoice = null): ThemeChoice {
  return useSyncExternalStore(onThemeChange, chosenTheme, () => initial)
}

/** Three small buttons in a row: as the system, light, dark. */
export function ThemeSwitch({ initial = null }: { initial?: ThemeChoice }) {
  const current = useThemeChoice(initial)
  return (
    <div role="group" aria-label="Theme" className="inline-flex rounded-full bg-sunken p-0.5">
      {CHOICES.map(({ choice, word, Icon }) => (
        <button
          key={word}
          type="button"
          title={word}
          aria-label={word}
          aria-pressed={current === choice}
          onClick={() => chooseTheme(choice)}
          className="grid size-7 place-items-center rounded-full text-ink-faint hover:text-ink aria-pressed:bg-knob aria-pressed:text-ink aria-pressed:shadow-knob"
        >
          <Icon size={15} aria-hidden />
        </button>
      ))}
    </div>
  )
}
