import { linkRuns } from './link-runs.ts'

/** What was said, as it was sent; the signed address under a mail as a short link, which asks before it ends anything. */
export function SentText({ text }: { text: string }) {
  return (
    <p className="break-words whitespace-pre-wrap">
      {linkRuns(text).map((run, place) => run.kind === 'words' ? run.text : (
        // Runs have no ids, and a text does not change.
        // oxlint-disable-next-line react/no-array-index-key
        <a key={place} href={run.path} target="_blank" rel="noreferrer" title="The lead’s own link to hear no more: it asks before it does anything" className="font-mono text-12 text-accent hover:underline">{run.short}</a>
      ))}
    </p>
  )
}
