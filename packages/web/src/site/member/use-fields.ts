/**
 * The fields of a form: what stands in them, what is wrong with it. A field is judged once it was left, and from then on as
 * one types; what the server found wrong stands at its field until that is changed.
 */
import { useState } from 'react'
import { ApiError } from '../../api/request.ts'

export type Check = (words: string) => string | null

export interface Fields<Name extends string> {
  readonly values: Readonly<Record<Name, string>>
  /** What went wrong that stands at no field. */
  readonly trouble: string | null
  readonly sending: boolean
  faultOf(name: Name): string | null
  /** For an input. */
  bind(name: Name): { value: string; fault: string | null; onWords(words: string): void; onBlur(): void }
  submit(): Promise<void>
}

export function useFields<Name extends string>(initial: Record<Name, string>, checks: { readonly [Key in Name]?: Check }, send: (values: Record<Name, string>) => Promise<void>): Fields<Name> {
  const [values, setValues] = useState(initial)
  const [judged, setJudged] = useState<ReadonlySet<Name>>(new Set())
  const [refused, setRefused] = useState<{ readonly [Key in Name]?: { readonly words: string; readonly why: string } }>({})
  const [trouble, setTrouble] = useState<string | null>(null)
  const [sending, setSending] = useState(false)

  const wrong = (name: Name): string | null => checks[name]?.(values[name]) ?? null
  const faultOf = (name: Name): string | null => {
    const told = refused[name]
    if (told !== undefined && told.words === values[name]) return told.why
    return judged.has(name) ? wrong(name) : null
  }
  const names = Object.keys(initial) as Name[]

  async function submit(): Promise<void> {
    if (sending) return
    setJudged(new Set(names))
    if (names.some((name) => wrong(name) !== null)) return
    setSending(true)
    setTrouble(null)
    try {
      await send(values)
    } catch (error) {
      const faults = error instanceof ApiError ? error.problem?.faults ?? [] : []
      const found = faults.flatMap(({ path, message }) => {
        const name = names.find((each) => path === `/${each}`)
        return name === undefined ? [] : [[name, { words: values[name], why: sentence(message) }] as const]
      })
      if (found.length > 0) setRefused(Object.fromEntries(found) as typeof refused)
      else setTrouble(error instanceof Error ? error.message : 'That did not work.')
    } finally {
      setSending(false)
    }
  }

  return {
    values, trouble, sending, faultOf, submit,
    bind: (name) => ({
      value: values[name],
      fault: faultOf(name),
      onWords: (words) => setValues((before) => ({ ...before, [name]: words })),
      // A field that was only passed through is not judged yet.
      onBlur: () => values[name] !== '' && setJudged((before) => new Set([...before, name])),
    }),
  }
}

export const isEmail: Check = (words) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(words.trim()) ? null : 'Use an e-mail address, such as name@example.org.')

function sentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.!?]$/.test(message) ? '' : '.'}`
}
