/** Who wrote it, where that was no person: a model by its name, or an agent with words that somebody wrote beforehand; and who changed its words since. */
export function WrittenBy({ generator, editedBy = null, className }: { generator: string | null; editedBy?: string | null; className?: string }) {
  const words = generator === null ? 'An agent sends it by itself, in words that were written beforehand.' : `Written by a model: ${generator}.`
  return (
    <>
      <span title={words} className={`inline-flex h-4.5 shrink-0 items-center rounded-full border border-line-strong px-1.5 text-12 leading-none font-medium whitespace-nowrap text-ink-faint ${className ?? ''}`}>
        {generator === null ? 'automated' : 'AI'}<span className="sr-only">. {words}</span>
      </span>
      {editedBy !== null && <span title="The words were changed before they were sent" className="text-ink-soft">edited by {editedBy}</span>}
    </>
  )
}
