/**
 * A form over one of the contract's schemas. Faults appear where one has typed, all of them after a first try to send;
 * what the server finds is put beside its field. A form with a `keepAs` survives leaving the page, a reload and a session
 * that ended meanwhile; secrets must not be in one.
 */
import { useCallback, useEffect, useMemo, useState } from 'react'
import { ApiError } from '../../api/request.ts'
import { causeOf } from '../data/api.ts'
import { dottedPath, faultWords, pathOf, sentence, type SchemaIssue } from './fault-words.ts'
import { useLatest } from '../parts/use-latest.ts'

export interface FormSchema<Output> {
  safeParse(value: unknown): { success: true; data: Output } | { success: false; error: { issues: readonly unknown[] } }
}

export interface FormOptions<Values, Output> {
  schema: FormSchema<Output>
  initial: Values
  /** Name of the draft kept for this tab. */
  keepAs?: string
  send(output: Output, values: Values): Promise<void>
  /** What of the values is sent, where the form's shape differs from the API's. */
  shape?: (values: Values) => unknown
}

export interface Form<Values> {
  values: Values
  set(patch: Partial<Values>): void
  touch(path: string): void
  faultOf(path: string): string | null
  valid: boolean
  dirty: boolean
  busy: boolean
  /** What went wrong with the whole, after sending. */
  failure: string | null
  restored: boolean
  submit(): Promise<boolean>
  reset(): void
}

export function useForm<Values extends object, Output>(options: FormOptions<Values, Output>): Form<Values> {
  const { schema, initial, keepAs, shape } = options
  const [start] = useState(() => draft<Values>(keepAs))
  const [values, setValues] = useState<Values>(start ?? initial)
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [answer, setAnswer] = useState<{ failure: string | null; faults: Record<string, string> }>({ failure: null, faults: {} })
  const sending = useLatest(options.send)

  const parsed = useMemo(() => schema.safeParse(shape ? shape(values) : values), [schema, shape, values])
  const faults = useMemo(() => {
    const found: Record<string, string> = {}
    if (!parsed.success) for (const issue of parsed.error.issues as SchemaIssue[]) found[pathOf(issue)] ??= faultWords(issue)
    return found
  }, [parsed])
  const dirty = useMemo(() => JSON.stringify(values) !== JSON.stringify(initial), [values, initial])

  useEffect(() => {
    if (keepAs === undefined) return
    if (dirty) sessionStorage.setItem(draftKey(keepAs), JSON.stringify(values))
    else sessionStorage.removeItem(draftKey(keepAs))
  }, [keepAs, dirty, values])

  const set = useCallback((patch: Partial<Values>) => {
    setValues((before) => ({ ...before, ...patch }))
    setAnswer((before) => before.failure === null && Object.keys(before.faults).length === 0 ? before : { failure: null, faults: {} })
  }, [])

  async function submit(): Promise<boolean> {
    setTried(true)
    if (!parsed.success || busy) return false
    setBusy(true)
    setAnswer({ failure: null, faults: {} })
    try {
      await sending.current(parsed.data, values)
      if (keepAs !== undefined) sessionStorage.removeItem(draftKey(keepAs))
      setTried(false)
      setTouched(new Set())
      return true
    } catch (error) {
      const problem = error instanceof ApiError ? error.problem : null
      const found = (problem?.faults ?? []).map(({ path, message }) => [dottedPath(path), sentence(message)] as const)
      setAnswer({ failure: causeOf(error), faults: Object.fromEntries(found) })
      return false
    } finally {
      setBusy(false)
    }
  }

  return {
    values, set, submit, dirty, busy,
    valid: parsed.success,
    failure: answer.failure,
    restored: start !== null,
    touch: useCallback((path: string) => setTouched((before) => before.has(path) ? before : new Set(before).add(path)), []),
    faultOf: (path) => answer.faults[path] ?? (tried || touched.has(path) ? faults[path] ?? null : null),
    reset: () => {
      setValues(initial)
      setTouched(new Set())
      setTried(false)
      setAnswer({ failure: null, faults: {} })
      if (keepAs !== undefined) sessionStorage.removeItem(draftKey(keepAs))
    },
  }
}

function draftKey(name: string): string {
  return `troupe.draft.${name}`
}

function draft<Values>(keepAs: string | undefined): Values | null {
  if (keepAs === undefined) return null
  const text = sessionStorage.getItem(draftKey(keepAs))
  if (text === null) return null
  try {
    return JSON.parse(text) as Values
  } catch {
    return null
  }
}
