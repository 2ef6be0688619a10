import { useTypeHint } from '../../data/engagement-queries.ts'

/** Below a type of event that somebody types: that nobody has sent it, and what it was probably meant to be. Types of one's own stay allowed. */
export function TypeHintLine({ type, onMeant }: { type: string; onMeant(type: string): void }) {
  const hint = useTypeHint()(type)
  if (hint === null) return null
  const { meant, sentence } = hint
  return (
    <p role="status" className={`text-12 text-pretty ${meant === null ? 'text-ink-faint' : 'text-wait'}`}>
      {sentence} {meant !== null && <button type="button" onClick={() => onMeant(meant)} className="font-medium underline">Use {meant}</button>}
    </p>
  )
}
