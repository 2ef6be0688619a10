/** Words that are being typed, kept over a reload and a wrong turn. Never passwords. */
import { useCallback, useState } from 'react'

/** `name`: of what is being written, such as `comment/{post}`. An empty draft is no draft. */
export function useDraft(name: string, initial = ''): [draft: string, setDraft: (words: string) => void] {
  const key = `draft/${name}`
  const [draft, set] = useState(() => read(key) ?? initial)
  const setDraft = useCallback((words: string) => {
    set(words)
    try {
      if (words === '') sessionStorage.removeItem(key)
      else sessionStorage.setItem(key, words)
    } catch {
      // A browser that keeps nothing: the page itself still does.
    }
  }, [key])
  return [draft, setDraft]
}

function read(key: string): string | null {
  try {
    return sessionStorage.getItem(key)
  } catch {
    return null
  }
}
