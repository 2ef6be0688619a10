/** Keys and what they do. Keys pressed one after the other, or one instead of the other, stand beside each other. */
export interface KeyMeaning { keys: readonly string[]; does: string }

export function KeyList({ meanings }: { meanings: readonly KeyMeaning[] }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-2">
      {meanings.map(({ keys, does }) => (
        <div key={does} className="contents">
          <dt className="flex gap-1">
            {keys.map((key) => <kbd key={key} className="min-w-6 rounded-small border border-line-strong bg-raised px-1.5 text-center font-sans text-12 text-ink">{key}</kbd>)}
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  )
}
